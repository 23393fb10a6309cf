import { Trans, useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { IconButton } from "#ui/Button.tsx";
import { Icon } from "#ui/Icon.tsx";
import styles from "../Shell.module.css";
import { visited } from "./recents.ts";

const Palette = lazy(() => import("./Palette.tsx"));

/** The same key opens and closes the palette, wherever one is. */
export function usePalette(): [isOpen: boolean, setOpen: (open: boolean) => void] {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== "k" ||
        !(event.ctrlKey || event.metaKey) ||
        event.altKey ||
        event.shiftKey
      )
        return;
      event.preventDefault();
      setOpen((open) => !open);
    };
    // Before anything inside the page can take the key.
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => window.removeEventListener("keydown", onKeyDown, { capture: true });
  }, []);
  return [isOpen, setOpen];
}

/** Remembers where somebody goes, for the palette's first lines. */
export function useVisits(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ toLocation }) => {
        // The page names itself after it is drawn.
        requestAnimationFrame(() => {
          const title = document.title.replace(/ · Mandate$/, "");
          if (title && toLocation.pathname !== "/sign-in") visited({ href: toLocation.href, title });
        });
      }),
    [router],
  );
}

export function OpenPalette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return isOpen ? (
    <Suspense>
      <Palette onClose={onClose} />
    </Suspense>
  ) : null;
}

/** Opens it by pointer, and says the key. */
export function PaletteButton({ onOpen, compact }: { onOpen: () => void; compact?: boolean }) {
  const { t } = useLingui();
  if (compact)
    return (
      <IconButton label={t`Search`} onPress={onOpen}>
        <Icon name="search" />
      </IconButton>
    );
  return (
    <button type="button" className={styles.search} onClick={onOpen} aria-keyshortcuts="Control+K">
      <Icon name="search" size={16} />
      <span>
        <Trans>Search</Trans>
      </span>
      <kbd>Ctrl K</kbd>
    </button>
  );
}
