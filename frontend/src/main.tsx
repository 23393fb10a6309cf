import "@fontsource-variable/inter/index.css";
import "./ui/styles/tokens.css";
import "./ui/styles/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { preferredLanguage, speak } from "./app/language.ts";
import { applyTheme } from "./app/theme.ts";

applyTheme();
await speak(preferredLanguage());

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
