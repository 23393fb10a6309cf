import { Trans, useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { classes } from "#lib/classes.ts";
import { Icon } from "#ui/Icon.tsx";
import { destinationsOf } from "../navigation.ts";
import { useViewer } from "../viewer.tsx";
import { type Command, useOffered } from "./commands.ts";
import { found } from "./matching.ts";
import styles from "./Palette.module.css";
import { recents } from "./recents.ts";
import { useRequestHits } from "./useRequestHits.ts";

interface Group {
  readonly name: string;
  readonly commands: readonly Command[];
}

/** Go anywhere and do what this screen allows, by a few letters. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  return (
    <ModalOverlay
      className={styles.scrim ?? ""}
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className={styles.modal ?? ""}>
        <Dialog className={styles.dialog ?? ""} aria-label={t`Go to or do`}>
          <Search onClose={onClose} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Search({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const { groups, isWaiting } = useGroups(typed);
  const commands = groups.flatMap((group) => group.commands);
  // By its id, so that hits of the server that arrive later never move the selection.
  const at = Math.max(
    0,
    commands.findIndex((command) => command.id === chosen),
  );
  const active = commands[at];
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current
      ?.querySelector(`[data-id="${CSS.escape(active?.id ?? "")}"]`)
      ?.scrollIntoView({ block: "nearest" });
  }, [active?.id]);
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined && commands.length > 0) {
      event.preventDefault();
      const next = Math.abs(step) === 1 ? (at + step + commands.length) % commands.length : at + step;
      setChosen(commands[Math.min(commands.length - 1, Math.max(0, next))]?.id ?? null);
    } else if (event.key === "Enter") {
      event.preventDefault();
      run(active);
    }
  };
  return (
    <>
      <div className={styles.field}>
        <Icon name="search" />
        <input
          // biome-ignore lint/a11y/noAutofocus: the palette is opened to type into it
          autoFocus
          type="text"
          role="combobox"
          aria-label={t`Go to or do`}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={active ? `${id}-${active.id}` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={t`A page, a request, or what you want to do`}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setChosen(null);
          }}
          onKeyDown={onKeyDown}
        />
        <kbd>Esc</kbd>
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={t`Found`} className={styles.list}>
        {groups.map((group) => (
          <div key={group.name} role="group" aria-label={group.name}>
            <div className={styles.group} aria-hidden="true">
              {group.name}
            </div>
            {group.commands.map((command) => (
              <div
                key={command.id}
                id={`${id}-${command.id}`}
                data-id={command.id}
                role="option"
                tabIndex={-1}
                aria-selected={command === active}
                className={classes(styles.option, command === active && styles.active)}
                onPointerMove={() => setChosen(command.id)}
                onClick={() => run(command)}
                onKeyDown={onKeyDown}
              >
                <Icon name={command.icon} size={17} />
                <span>{command.label}</span>
                {command.keys && <kbd>{command.keys}</kbd>}
              </div>
            ))}
          </div>
        ))}
      </div>
      <p className={styles.status} role="status">
        {isWaiting ? (
          <Trans>Looking for requests …</Trans>
        ) : commands.length === 0 ? (
          <Trans>Nothing found.</Trans>
        ) : (
          <Trans>
            <kbd>↑</kbd> <kbd>↓</kbd> to choose, <kbd>Enter</kbd> to go there
          </Trans>
        )}
      </p>
    </>
  );
}

/** What can be chosen: where one was last, pages, what this screen allows, requests; and writing a new one. */
function useGroups(typed: string): { groups: readonly Group[]; isWaiting: boolean } {
  const { t, i18n } = useLingui();
  const viewer = useViewer();
  const router = useRouter();
  const offered = useOffered();
  const { hits, isWaiting } = useRequestHits(typed);
  const [before] = useState(recents);
  const here = router.state.location.href;
  const memory = useMemo<Group[]>(
    () => [
      {
        name: t`Where you were`,
        commands: before
          .filter(({ href }) => href !== here)
          .map(({ href, title }) => ({
            id: `recent ${href}`,
            label: title,
            icon: "clock" as const,
            run: () => router.history.push(href),
          })),
      },
      { name: t`On this screen`, commands: offered },
      {
        name: t`Pages`,
        commands: [
          ...destinationsOf(viewer).map(({ to, label, icon }) => ({
            id: `page ${to}`,
            label: i18n._(label),
            icon,
            run: () => void router.navigate({ to }),
          })),
          {
            id: "new request",
            label: t`New request`,
            icon: "plus" as const,
            run: () => void router.navigate({ to: "/requests/new" }),
          },
        ],
      },
    ],
    [before, here, offered, viewer, router, i18n, t],
  );
  const groups = memory.map(({ name, commands }) => ({ name, commands: found(commands, typed) }));
  groups.push({
    name: t`Requests`,
    commands: hits.map(({ id, key, title }) => ({
      id: `request ${id}`,
      label: `${key} ${title}`,
      icon: "requests" as const,
      run: () => void router.navigate({ to: "/requests/$key", params: { key } }),
    })),
  });
  const words = typed.trim();
  if (words !== "" && !isWaiting && groups.every(({ commands }) => commands.length === 0))
    groups.push({
      name: t`Nothing found`,
      commands: [
        {
          id: "submit",
          label: t`Submit “${words}” as a request`,
          icon: "plus" as const,
          run: () => void router.navigate({ to: "/requests/new", search: { title: words } }),
        },
      ],
    });
  return { groups: groups.filter(({ commands }) => commands.length > 0), isWaiting };
}
