import type { ComponentChildren } from "preact";
import { useLanguage } from "../text/language-context.tsx";
import { Header } from "./header.tsx";
import "./layout.css";

/** What stands around every page. */
export function Layout({ children }: { children: ComponentChildren }) {
  const { text } = useLanguage();
  return (
    <div class="layout">
      <a class="skip" href="#isi">
        {text.shell.skip}
      </a>
      <Header />
      <main class="main" id="isi" tabIndex={-1}>
        {children}
      </main>
      <footer class="footer">
        <p>
          {text.shell.footer}
          <span class="footer-links">
            <a href="/udara">{text.shell.openAir}</a>
            <a href="/bank-sampah">{text.shell.openWaste}</a>
            <a href="/data">{text.shell.openData}</a>
            <a href="/cek">{text.shell.checkReceipt}</a>
          </span>
        </p>
      </footer>
    </div>
  );
}
