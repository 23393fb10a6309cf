/** The session ended or never began. */
export class SignedOut extends Error {
  override name = "SignedOut";
}

/** The server failed, or refused a question: `code` says how. The id finds the failure in its log. */
export class ServerFault extends Error {
  override name = "ServerFault";
  constructor(
    readonly requestId: string | null,
    readonly code: string | null = null,
  ) {
    super("The server failed");
  }
}

/** Nothing answered: no network, or the server is down. */
export class Unreachable extends Error {
  override name = "Unreachable";
}

const errorsOf = (body: unknown): { extensions?: { code?: string } }[] =>
  (body as { errors?: { extensions?: { code?: string } }[] } | null)?.errors ?? [];

/** How the server refused a question; null when it does not say. */
export const codeOf = (body: unknown): string | null => errorsOf(body)[0]?.extensions?.code ?? null;

/** Whether an answer says that nobody is signed in any more; the server says so beside the data, with status 200. */
export const saysSignedOut = (body: unknown): boolean =>
  errorsOf(body).some((error) => error.extensions?.code === "UNAUTHENTICATED");
