import { useLingui } from "@lingui/react/macro";
import { useEffect, useSyncExternalStore } from "react";
import { classes } from "#lib/classes.ts";
import { Button, IconButton } from "./Button.tsx";
import { Icon } from "./Icon.tsx";
import styles from "./Toast.module.css";
import { dismissToast, toastStore, undoNewest } from "./toasts.ts";

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Stands once in the shell; anything may call `showToast`. */
export function Toasts() {
  const { t } = useLingui();
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.get);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
      if (isUndo && !isTyping(event.target) && undoNewest()) event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <section className={styles.region} aria-label={t`Messages`} aria-live="polite" aria-relevant="additions">
      {toasts.map((toast) => (
        <div
          key={toast.id}
          role={toast.tone === "bad" ? "alert" : undefined}
          className={classes(styles.toast, toast.tone !== "neutral" && styles[toast.tone])}
        >
          <Icon name={toast.tone === "bad" ? "warning" : "check"} />
          <p>{toast.text}</p>
          {toast.action && (
            <Button
              size="small"
              onPress={() => {
                dismissToast(toast.id);
                toast.action?.onPress();
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <IconButton size="small" label={t`Dismiss`} onPress={() => dismissToast(toast.id)}>
            <Icon name="close" size={16} />
          </IconButton>
        </div>
      ))}
    </section>
  );
}
