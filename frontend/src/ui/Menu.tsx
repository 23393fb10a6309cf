import type { ReactElement, ReactNode } from "react";
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Separator } from "react-aria-components/Separator";
import styles from "./Field.module.css";
import { Icon, type IconName } from "./Icon.tsx";

export interface MenuAction {
  id: string;
  label: string;
  hint?: string;
  icon?: IconName;
  /** Shown at the end, for instance "Alt ↑". */
  keys?: string;
  isDisabled?: boolean;
  danger?: boolean;
  onAction: () => void;
}

export interface MenuProps {
  label: string;
  /** A Button or IconButton. */
  trigger: ReactElement;
  actions: readonly (MenuAction | "separator")[];
  header?: ReactNode;
}

/** In long lists keep one menu and move its trigger: one per row costs too much (`isOpen` is React Aria's own state). */
export function Menu({ label, trigger, actions, header }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={styles.popover ?? ""} placement="bottom end" aria-label={label}>
        {header}
        <AriaMenu className={styles.list ?? ""} aria-label={label}>
          {actions.map((action, at) =>
            action === "separator" ? (
              <Separator key={`separator-${at}`} className={styles.separator ?? ""} />
            ) : (
              <AriaMenuItem
                key={action.id}
                id={action.id}
                textValue={action.label}
                isDisabled={action.isDisabled}
                onAction={action.onAction}
                className={styles.item ?? ""}
                data-danger={action.danger || undefined}
              >
                {action.icon && <Icon name={action.icon} />}
                <span className={styles.itemText}>
                  {action.label}
                  {action.hint && <span className={styles.itemHint}>{action.hint}</span>}
                </span>
                {action.keys && <kbd>{action.keys}</kbd>}
              </AriaMenuItem>
            ),
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
