import { render } from "preact";
import "./style/font.css";
import "./style/tokens.css";
import "./style/base.css";
import "./style/controls.css";
import "./style/print.css";
import { holdCardToken } from "./access/card-token.ts";
import { App } from "./app.tsx";

const root = document.getElementById("app");
if (!root) throw new Error("index.html has no element #app");
root.textContent = "";
holdCardToken();
render(<App />, root);

// Only the built page has a worker; in development it would keep old code alive.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  addEventListener("load", () => {
    // Without a worker the page works all the same, only not without a network.
    navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  });
}
