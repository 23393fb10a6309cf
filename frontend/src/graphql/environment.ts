import {
  type CacheConfig,
  Environment,
  type GraphQLResponse,
  Network,
  Observable,
  RecordSource,
  type RequestParameters,
  Store,
  type Variables,
} from "relay-runtime";
import { ServerFault, SignedOut, saysSignedOut, Unreachable } from "./faults.ts";
import { queues } from "./queue.ts";
import { socket } from "./socket.ts";

/** What `useCommand` hands to the network layer with a mutation. */
export interface CommandMetadata {
  queue?: string;
  /** Called when the mutation's turn comes, so that it carries the version its forerunner left. */
  freshen?: (variables: Variables) => Variables;
}

const inTurn = queues();
let onSignedOut: () => void = () => {};

/** What happens when an answer says that the session is over. */
export function whenSignedOut(act: () => void): () => void {
  onSignedOut = act;
  return () => {
    onSignedOut = () => {};
  };
}

async function post(params: RequestParameters, variables: Variables): Promise<GraphQLResponse> {
  let answer: Response;
  try {
    answer = await fetch("/graphql", {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify({ query: params.text, operationName: params.name, variables }),
    });
  } catch {
    throw new Unreachable();
  }
  const body = await answer.json().catch(() => null);
  if (answer.status === 401 || saysSignedOut(body)) {
    onSignedOut();
    throw new SignedOut();
  }
  if (!body?.data) throw new ServerFault(answer.headers.get("x-request-id"));
  return body as GraphQLResponse;
}

const send = (params: RequestParameters, variables: Variables, cache: CacheConfig) => {
  const { queue, freshen } = (cache.metadata ?? {}) as CommandMetadata;
  return inTurn(queue, () => post(params, freshen ? freshen(variables) : variables));
};

const listen = (params: RequestParameters, variables: Variables) =>
  Observable.create<GraphQLResponse>((sink) =>
    socket().subscribe(
      { operationName: params.name, query: params.text ?? "", variables },
      {
        next: (value) => sink.next(value as GraphQLResponse),
        error: (fault) => sink.error(fault instanceof Error ? fault : new Unreachable()),
        complete: () => sink.complete(),
      },
    ),
  );

export const makeEnvironment = (): Environment =>
  new Environment({
    network: Network.create(send, listen),
    store: new Store(new RecordSource(), { gcReleaseBufferSize: 20 }),
  });
