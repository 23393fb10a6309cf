import { createContext, type ReactNode, use, useMemo } from "react";
import { graphql, useFragment } from "react-relay";
import type { viewer_me$data, viewer_me$key } from "./__generated__/viewer_me.graphql.ts";

type Me = viewer_me$data;

export interface Viewer extends Me {
  /** May this person do the deed at all ("rank_request")? Whether on this object, the object's own `may` fields say. */
  can: (deed: string) => boolean;
  is: (role: Me["roles"][number]) => boolean;
}

const ViewerContext = createContext<Viewer | null>(null);

export function ViewerProvider({ me, children }: { me: viewer_me$key; children: ReactNode }) {
  const data = useFragment(
    graphql`
      fragment viewer_me on Viewer {
        id
        person {
          id
          name
          email
        }
        roles
        units {
          id
          code
          name
        }
        teams {
          id
          code
          name
        }
        locale
        timeZone
        may
        demo
        currency
        asked
      }
    `,
    me,
  );
  const viewer = useMemo<Viewer>(
    () => ({
      ...data,
      can: (deed) => data.may.includes(deed),
      is: (role) => data.roles.includes(role),
    }),
    [data],
  );
  return <ViewerContext value={viewer}>{children}</ViewerContext>;
}

/** Who is signed in, their roles, units and teams, and what they may do. */
export function useViewer(): Viewer {
  const viewer = use(ViewerContext);
  if (!viewer) throw new Error("useViewer stands outside the shell");
  return viewer;
}
