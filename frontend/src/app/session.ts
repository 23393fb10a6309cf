import { forgetVisits } from "./palette/recents.ts";
export interface SignInOptions {
  demo: { email: string; label: string }[];
  oidc: boolean;
}

/** Nothing but the answer, so that the page can word it: "refused" covers a wrong address as well as a wrong password. */
export type SignInOutcome = "ok" | "refused" | "tooMany" | "unreachable";

export async function signIn(email: string, password: string): Promise<SignInOutcome> {
  try {
    const answer = await fetch("/auth/sign-in", {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
    if (answer.ok) return "ok";
    if (answer.status === 429) return "tooMany";
    return answer.status < 500 ? "refused" : "unreachable";
  } catch {
    return "unreachable";
  }
}

/** "wrong": the present password is not right; "unfit": the new one is too short, too long or the same. */
export type PasswordOutcome = "ok" | "wrong" | "unfit" | "tooMany" | "unreachable";

/** All sessions of the person end with the old password; this device goes on in a fresh one. */
export async function changePassword(
  email: string,
  current: string,
  chosen: string,
): Promise<PasswordOutcome> {
  try {
    const answer = await fetch("/auth/password", {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ current, new: chosen }),
    });
    if (answer.status === 429) return "tooMany";
    if (answer.status === 401) return "wrong";
    if (!answer.ok) return answer.status < 500 ? "unfit" : "unreachable";
  } catch {
    return "unreachable";
  }
  // The new password is kept by now; without a session only the sign-in page is left.
  if ((await signIn(email, chosen)) !== "ok") location.assign("/sign-in");
  return "ok";
}

export async function signOut(): Promise<void> {
  forgetVisits();
  await fetch("/auth/sign-out", { method: "POST", credentials: "same-origin" }).catch(() => undefined);
  // A full load, so that nothing the person saw stays in memory.
  location.assign("/sign-in");
}

export async function signInOptions(): Promise<SignInOptions> {
  try {
    const answer = await fetch("/auth/options", { credentials: "same-origin" });
    if (answer.ok) return (await answer.json()) as SignInOptions;
  } catch {
    // Without the options the form alone is shown.
  }
  return { demo: [], oidc: false };
}
