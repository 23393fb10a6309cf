import { Trans, useLingui } from "@lingui/react/macro";
import { Link, Outlet, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { I18nProvider as AriaLocale } from "react-aria-components/I18nProvider";
import { graphql, RelayEnvironmentProvider } from "react-relay";
import { makeEnvironment, whenSignedOut } from "#graphql/environment.ts";
import { useConnection, useFollowEvents } from "#graphql/liveEvents.ts";
import { useLiveQuery } from "#graphql/useLiveQuery.ts";
import { ButtonLink } from "#ui/Button.tsx";
import { Icon } from "#ui/Icon.tsx";
import { useLocale } from "#ui/Money.tsx";
import pageStyles from "#ui/Page.module.css";
import { Skeleton } from "#ui/Skeleton.tsx";
import { Toasts } from "#ui/Toasts.tsx";
import type { ShellQuery } from "./__generated__/ShellQuery.graphql.ts";
import { Brand } from "./Brand.tsx";
import { hasChosenLanguage, LANGUAGES, type Language, speak } from "./language.ts";
import { type Destination, destinationsOf } from "./navigation.ts";
import { OpenPalette, PaletteButton, usePalette, useVisits } from "./palette/PaletteButton.tsx";
import styles from "./Shell.module.css";
import { useViewer, ViewerProvider } from "./viewer.tsx";

// Menus cost more than the rest of the shell, so they come after it.
const PersonMenu = lazy(() => import("./PersonMenu.tsx"));
const MoreMenu = lazy(() => import("./MoreMenu.tsx"));

/** How many destinations fit at the foot of a phone beside "More". */
const AT_FOOT = 4;

const Loading = () => (
  <div className={pageStyles.page}>
    <Skeleton kind="page" />
  </div>
);

const environment = makeEnvironment();

export default function Shell() {
  const router = useRouter();
  useEffect(
    () =>
      whenSignedOut(() => {
        const { pathname, href } = router.state.location;
        if (pathname !== "/sign-in") {
          router.navigate({ to: "/sign-in", search: { return: href }, replace: true });
        }
      }),
    [router],
  );
  return (
    <AriaLocale locale={useLocale()}>
      <RelayEnvironmentProvider environment={environment}>
        <Suspense fallback={<Loading />}>
          <SignedInShell />
        </Suspense>
        <Toasts />
      </RelayEnvironmentProvider>
    </AriaLocale>
  );
}

function SignedInShell() {
  const router = useRouter();
  const { i18n } = useLingui();
  useFollowEvents();
  const [{ me }] = useLiveQuery<ShellQuery>(
    graphql`
      query ShellQuery {
        me {
          locale
          ...viewer_me
        }
      }
    `,
    {},
  );
  const isSignedOut = me === null || me === undefined;
  useEffect(() => {
    if (isSignedOut) {
      router.navigate({ to: "/sign-in", search: { return: router.state.location.href }, replace: true });
    }
  }, [isSignedOut, router]);
  const profileLanguage = me?.locale.slice(0, 2);
  useEffect(() => {
    if (
      profileLanguage &&
      profileLanguage in LANGUAGES &&
      !hasChosenLanguage() &&
      i18n.locale !== profileLanguage
    ) {
      void speak(profileLanguage as Language);
    }
  }, [profileLanguage, i18n]);
  useFocusOnArrival();
  useVisits();
  const [isPaletteOpen, setPaletteOpen] = usePalette();
  const openPalette = () => setPaletteOpen(true);
  if (isSignedOut) return <Loading />;
  return (
    <ViewerProvider me={me}>
      <a className={styles.skip} href="#main">
        <Trans>Skip to the content</Trans>
      </a>
      <div className={styles.shell}>
        <Side onSearch={openPalette} />
        <header className={styles.top}>
          <Link to="/" className={styles.brand}>
            <Brand /> Mandate
          </Link>
          <PaletteButton compact onOpen={openPalette} />
          <Suspense>
            <PersonMenu />
          </Suspense>
        </header>
        <main id="main" className={styles.main} tabIndex={-1}>
          <ConnectionLost />
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
        <Foot />
      </div>
      <OpenPalette isOpen={isPaletteOpen} onClose={() => setPaletteOpen(false)} />
    </ViewerProvider>
  );
}

/** After a change of screen the heading takes the focus, so that a screen reader says where one has arrived. */
function useFocusOnArrival() {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ pathChanged, fromLocation }) => {
        if (!pathChanged || !fromLocation) return;
        if (document.activeElement?.closest("[role=dialog], [role=alertdialog]")) return;
        document.querySelector<HTMLElement>("main h1")?.focus({ preventScroll: true });
      }),
    [router],
  );
}

function Side({ onSearch }: { onSearch: () => void }) {
  const { t } = useLingui();
  const viewer = useViewer();
  return (
    <header className={styles.side}>
      <Link to="/" className={styles.brand}>
        <Brand /> Mandate
      </Link>
      <div className={styles.new}>
        <ButtonLink to="/requests/new" look="primary">
          <Icon name="plus" size={16} />
          <Trans>New request</Trans>
        </ButtonLink>
        <PaletteButton onOpen={onSearch} />
      </div>
      <nav className={styles.nav} aria-label={t`Main`}>
        <ul>
          {destinationsOf(viewer).map((destination) => (
            <li key={destination.to}>
              <Destined destination={destination} />
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles.foot}>
        <Suspense>
          <PersonMenu />
        </Suspense>
      </div>
    </header>
  );
}

function Destined({ destination }: { destination: Destination }) {
  const { i18n, t } = useLingui();
  const { asked } = useViewer();
  const hasCount = destination.to === "/" && asked > 0;
  return (
    <Link to={destination.to} activeOptions={{ exact: destination.to === "/" }} className={styles.link}>
      <Icon name={destination.icon} />
      <span>{i18n._(destination.label)}</span>
      {hasCount && (
        <span className={styles.count} title={t`Asked of you`}>
          {asked}
        </span>
      )}
    </Link>
  );
}

function Foot() {
  const { t } = useLingui();
  const all = destinationsOf(useViewer());
  return (
    <nav className={styles.bottom} aria-label={t`Main`}>
      <ul>
        {all.slice(0, AT_FOOT).map((destination) => (
          <li key={destination.to}>
            <Destined destination={destination} />
          </li>
        ))}
        <li>
          <Suspense>
            <MoreMenu destinations={all.slice(AT_FOOT)} />
          </Suspense>
        </li>
      </ul>
    </nav>
  );
}

function ConnectionLost() {
  const isLost = useConnection() === "lost";
  return (
    <div role="status">
      {isLost && (
        <p className={styles.lost}>
          <Icon name="warning" size={16} />
          <Trans>
            The live connection is lost: what others change appears when it is back. It is being tried again.
          </Trans>
        </p>
      )}
    </div>
  );
}
