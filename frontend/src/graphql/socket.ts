import { type Client, createClient } from "graphql-ws";

let client: Client | null = null;

/** One connection for all subscriptions. It does not retry by itself: `liveEvents` does, from the last event it saw. */
export function socket(): Client {
  client ??= createClient({
    url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/graphql`,
    retryAttempts: 0,
    keepAlive: 12_000,
  });
  return client;
}
