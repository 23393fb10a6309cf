import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { Menu as AriaMenu, MenuItem } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Separator } from "react-aria-components/Separator";
import field from "#ui/Field.module.css";
import { Icon, type IconName } from "#ui/Icon.tsx";
import type { Destination } from "./order.ts";
import type { RankRowData } from "./rows.ts";

export interface RowMenuProps {
  row: RankRowData;
  anchor: HTMLElement;
  mayMove: boolean;
  place: number | null;
  of: number;
  commitPlace: number | null;
  onClose: () => void;
  onMove: (row: RankRowData, destination: Destination) => void;
  onPlace: (row: RankRowData) => void;
}

/** The one menu of the list, standing at the row that asked for it. */
export default function RowMenu(props: RowMenuProps) {
  const { row, anchor, mayMove, place, of, commitPlace, onClose, onMove, onPlace } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const go = (destination: Destination) => () => onMove(row, destination);
  const moves: [
    id: string,
    icon: IconName,
    label: string,
    act: () => void,
    keys: string | null,
    off: boolean,
  ][] = mayMove
    ? place === null
      ? [
          ["bottom", "bottom", t`Rank at the bottom`, go("bottom"), "Alt ↑", false],
          ["line", "portfolio", t`Rank right above the commit line`, go("line"), null, commitPlace === null],
          ["top", "top", t`Rank on top`, go("top"), "Alt Home", false],
          ["place", "ranking", t`Rank at a place …`, () => onPlace(row), null, false],
        ]
      : [
          ["up", "arrow-up", t`Move up`, go("up"), "Alt ↑", place === 1],
          ["down", "arrow-down", t`Move down`, go("down"), "Alt ↓", place === of],
          ["top", "top", t`Move to the top`, go("top"), "Alt Home", place === 1],
          [
            "line",
            "portfolio",
            t`Move right above the commit line`,
            go("line"),
            null,
            commitPlace === null || place === Math.max(1, commitPlace),
          ],
          ["bottom", "bottom", t`Move to the bottom`, go("bottom"), "Alt End", place === of],
          ["place", "ranking", t`Move to a place …`, () => onPlace(row), null, false],
        ]
    : [];
  const label = mayMove ? t`Move ${row.key}` : t`More about ${row.key}`;
  return (
    <Popover
      className={field.popover ?? ""}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      triggerRef={{ current: anchor }}
      placement="bottom end"
      aria-label={label}
    >
      <AriaMenu className={field.list ?? ""} aria-label={label} autoFocus="first" onClose={onClose}>
        {moves.map(([id, icon, text, act, keys, off]) => (
          <MenuItem
            key={id}
            id={id}
            textValue={text}
            className={field.item ?? ""}
            isDisabled={off}
            onAction={act}
          >
            <Icon name={icon} />
            <span className={field.itemText}>{text}</span>
            {keys && <kbd>{keys}</kbd>}
          </MenuItem>
        ))}
        {moves.length > 0 && <Separator className={field.separator ?? ""} />}
        <MenuItem
          id="open"
          textValue={t`Open ${row.key}`}
          className={field.item ?? ""}
          onAction={() => navigate({ to: "/requests/$key", params: { key: row.key } })}
        >
          <Icon name="requests" />
          <span className={field.itemText}>{t`Open ${row.key}`}</span>
        </MenuItem>
      </AriaMenu>
    </Popover>
  );
}
