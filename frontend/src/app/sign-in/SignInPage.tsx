import { Trans, useLingui } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { I18nProvider as AriaLocale } from "react-aria-components/I18nProvider";
import { Button } from "#ui/Button.tsx";
import { Icon } from "#ui/Icon.tsx";
import { useLocale } from "#ui/Money.tsx";
import { TextField } from "#ui/TextField.tsx";
import { Brand } from "../Brand.tsx";
import { LANGUAGES, type Language, speak } from "../language.ts";
import { type SignInOptions, type SignInOutcome, signIn, signInOptions } from "../session.ts";
import styles from "./SignIn.module.css";

/** The published password of every demo account. */
const DEMO_PASSWORD = "mandate-demo";

export default function SignInPage() {
  const { t } = useLingui();
  useEffect(() => {
    document.title = `${t`Sign in`} · Mandate`;
  }, [t]);
  return (
    <div className={styles.page}>
      <aside className={styles.story} aria-label={t`About Mandate`}>
        <p className={styles.brand}>
          <Brand size={32} /> Mandate
        </p>
        <p className={styles.claim}>
          <Trans>The business decides what IT works on next.</Trans>
        </p>
        <ul className={styles.points}>
          <li>
            <Icon name="ranking" />
            <Trans>Owners rank. IT says what it takes.</Trans>
          </li>
          <li>
            <Icon name="question" />
            <Trans>What does not fit becomes a question with priced options, never a “no”.</Trans>
          </li>
          <li>
            <Icon name="review" />
            <Trans>What was promised is compared with what came true.</Trans>
          </li>
        </ul>
      </aside>
      <main className={styles.side}>
        <AriaLocale locale={useLocale()}>
          <SignInBox />
        </AriaLocale>
      </main>
    </div>
  );
}

function SignInBox() {
  const { t } = useLingui();
  const search = getRouteApi("/sign-in").useSearch();
  const [options, setOptions] = useState<SignInOptions | null>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<SignInOutcome | null>(null);
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => void signInOptions().then(setOptions), []);
  useEffect(() => {
    if (outcome && outcome !== "ok") said.current?.focus();
  }, [outcome]);

  const enter = async (email: string, password: string) => {
    setBusy(email);
    setOutcome(null);
    const result = await signIn(email, password);
    setOutcome(result);
    // A full load: the screens start with an empty store for the person who now looks.
    if (result === "ok") location.assign(search.return ?? "/");
    else setBusy(null);
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void enter(String(form.get("email") ?? ""), String(form.get("password") ?? ""));
  };

  const reason: Record<Exclude<SignInOutcome, "ok">, string> = {
    refused: t`This address and password do not belong together.`,
    tooMany: t`Too many attempts. Wait a minute, then try again.`,
    unreachable: t`The server cannot be reached. Try again in a moment.`,
  };
  return (
    <div className={styles.box}>
      <p className={`${styles.brand} ${styles.mobileBrand}`}>
        <Brand size={28} /> Mandate
      </p>
      <h1 tabIndex={-1}>
        <Trans>Sign in</Trans>
      </h1>
      {outcome && outcome !== "ok" && (
        <p ref={said} className={styles.refused} role="alert" tabIndex={-1}>
          {reason[outcome]}
        </p>
      )}
      <form className={styles.form} onSubmit={onSubmit}>
        <TextField label={t`E-mail address`} name="email" type="email" autoComplete="username" isRequired />
        <TextField
          label={t`Password`}
          name="password"
          type="password"
          autoComplete="current-password"
          isRequired
        />
        <Button type="submit" look="primary" size="large" isPending={busy !== null}>
          <Trans>Sign in</Trans>
        </Button>
      </form>
      {options && options.demo.length > 0 && (
        <section className={styles.demo}>
          <h2>
            <Trans>This is the demo company: look around as</Trans>
          </h2>
          <div className={styles.accounts}>
            {options.demo.map((account) => (
              <Button
                key={account.email}
                isDisabled={busy !== null}
                onPress={() => void enter(account.email, DEMO_PASSWORD)}
              >
                {account.label}
              </Button>
            ))}
          </div>
        </section>
      )}
      <Languages />
    </div>
  );
}

function Languages() {
  const { i18n, t } = useLingui();
  return (
    <fieldset className={styles.language}>
      <legend className="visually-hidden">{t`Language`}</legend>
      {(Object.keys(LANGUAGES) as Language[]).map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={i18n.locale === language}
          onClick={() => void speak(language, true)}
        >
          {LANGUAGES[language]}
        </button>
      ))}
    </fieldset>
  );
}
