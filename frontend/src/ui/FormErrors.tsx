import { Plural } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import styles from "./Field.module.css";

export interface FormError {
  /** The id of the field that the link goes to; without it the sentence stands alone. */
  field?: string | null;
  message: string;
}

/** What stands in the way of saving, above the form: takes the focus when it appears, each line leads to its field. */
export function FormErrors({ errors }: { errors: readonly FormError[] }) {
  const box = useRef<HTMLElement>(null);
  const said = errors.map((error) => error.message).join("\n");
  useEffect(() => {
    if (said) box.current?.focus();
  }, [said]);
  if (errors.length === 0) return null;
  return (
    <section ref={box} tabIndex={-1} className={styles.summary} aria-labelledby="form-errors-title">
      <h2 id="form-errors-title">
        <Plural
          value={errors.length}
          one="One thing needs your attention"
          other="# things need your attention"
        />
      </h2>
      <ul>
        {errors.map((error) => (
          <li key={`${error.field} ${error.message}`}>
            {error.field ? (
              <a
                href={`#${error.field}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(error.field ?? "")?.focus();
                }}
              >
                {error.message}
              </a>
            ) : (
              error.message
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
