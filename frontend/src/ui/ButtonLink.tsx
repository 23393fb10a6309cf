import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, Ref } from "react";
import { classes } from "#lib/classes.ts";
import { type Look, lookOf } from "./buttonLook.ts";

interface AnchorProps extends AnchorHTMLAttributes<HTMLAnchorElement>, Look {
  ref?: Ref<HTMLAnchorElement>;
}

function Anchor({ look, size, className, ...rest }: AnchorProps) {
  return <a {...rest} className={classes(lookOf({ look, size }), className)} />;
}

/** A link to another screen that looks like a button; `to`, `params` and `search` are those of the router. */
export const ButtonLink = createLink(Anchor);
