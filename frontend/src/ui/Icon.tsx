const PATHS = {
  home: "M4 10.5 12 4l8 6.5V20h-5.5v-5.5h-5V20H4z",
  ranking:
    "M9 6h11M9 12h11M9 18h11M4 5l1.2-.8V8M3.8 11.2h1.8L3.8 14h2M3.8 16.5h1.9L4.6 18c1.6 0 1.4 2-.1 2-.5 0-.8-.2-1-.4",
  portfolio: "M4 5h16M4 10h11M4 15h7M4 20h4",
  plan: "M4 6h9M8 12h9M12 18h8M4 3.5v17",
  scenario: "M6 4v16M6 12c7 0 12-1.5 12-6M14.5 8.5 18 5l2.5 3.5M6 12c7 0 12 1.5 12 6M14.5 15.5 18 19l2.5-3.5",
  requests: "M6 3.5h9l4 4V20.5H6zM14.5 3.5V8H19M9 12.5h7M9 16h5",
  plus: "M12 5v14M5 12h14",
  question: "M4 5h16v11H9.5L5 20v-4H4zM10 9.2c0-2.4 4-2.3 4 0 0 1.5-2 1.5-2 2.8M12 14v.1",
  capacity: "M4 20V10h4v10M10 20V4h4v16M16 20v-7h4v7M3 20h18",
  review: "M12 3.5l7 3v5c0 4.5-3 7.5-7 9-4-1.5-7-4.5-7-9v-5zM9 11.8l2.2 2.2L15.2 10",
  policy: "M6 4h12v16H6zM9 8h6M9 12h6M9 16h3",
  inbox: "M4 13l2.5-8h11L20 13v6H4zM4 13h5l1 2.5h4L15 13h5",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.2 15.2 20 20",
  check: "M5 12.5 10 17 19 7.5",
  close: "M6 6l12 12M18 6 6 18",
  "chevron-down": "M6.5 9.5 12 15l5.5-5.5",
  "chevron-right": "M9.5 6.5 15 12l-5.5 5.5",
  "chevron-left": "M14.5 6.5 9 12l5.5 5.5",
  "arrow-up": "M12 19V5M6 11l6-6 6 6",
  "arrow-down": "M12 5v14M6 13l6 6 6-6",
  "arrow-right": "M5 12h14M13 6l6 6-6 6",
  top: "M5 4.5h14M12 20V9M7 13.5 12 8.5l5 5",
  bottom: "M5 19.5h14M12 4v11M7 10.5l5 5 5-5",
  more: "M5.5 12v.01M12 12v.01M18.5 12v.01",
  drag: "M9 6v.01M15 6v.01M9 12v.01M15 12v.01M9 18v.01M15 18v.01",
  why: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 11v5M12 8v.01",
  warning: "M12 4 21 19.5H3zM12 10v4.5M12 17v.01",
  clock: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l3 2",
  calendar: "M4.5 6h15v14h-15zM4.5 10.5h15M8.5 3.5V7M15.5 3.5V7",
  person: "M12 11.5a3.8 3.8 0 1 0 0-7.5 3.8 3.8 0 0 0 0 7.5zM4.5 20c.8-4 3.8-5.5 7.5-5.5s6.7 1.5 7.5 5.5",
  follow: "M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5H5zM10 20.5h4",
  undo: "M8.5 5 4 9.5 8.5 14M4.5 9.5h9.5a5 5 0 0 1 0 10H9",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  moon: "M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z",
  system: "M4 5h16v11H4zM9 20h6M12 16v4",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1",
  "sign-out": "M13 4.5H5v15h8M10 12h10M16.5 8.5 20 12l-3.5 3.5",
  language:
    "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM3.5 12h17M12 3.5c5 5 5 12 0 17M12 3.5c-5 5-5 12 0 17",
} as const;

export type IconName = keyof typeof PATHS;

export interface IconProps {
  name: IconName;
  size?: number;
}

/** Decoration only: the words beside it or the control's label carry the meaning. */
export function Icon({ name, size = 18 }: IconProps) {
  const heavy = name === "more" || name === "drag";
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={heavy ? 2.6 : 1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: "none" }}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
