/** The session ended or never began. */
export class SignedOut extends Error {
  override name = "SignedOut";
}

/** The server failed; the id finds the failure in its log. */
export class ServerFault extends Error {
  override name = "ServerFault";
  constructor(readonly requestId: string | null) {
    super("The server failed");
  }
}

/** Nothing answered: no network, or the server is down. */
export class Unreachable extends Error {
  override name = "Unreachable";
}

/** Whether an answer says that nobody is signed in any more; the server says so beside the data, with status 200. */
export const saysSignedOut = (body: unknown): boolean =>
  ((body as { errors?: { extensions?: { code?: string } }[] } | null)?.errors ?? []).some(
    (error) => error.extensions?.code === "UNAUTHENTICATED",
  );
