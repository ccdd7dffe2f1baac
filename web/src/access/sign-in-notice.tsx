import { Notice } from "../shell/notice.tsx";
import { useLanguage } from "../text/language-context.tsx";

/** A page for people who are signed in, asked for by somebody who is not; the way in stands below. */
export function SignInNotice({ title, text: why }: { title: string; text: string }) {
  const { text } = useLanguage();
  return (
    <Notice icon="person" level="h1" title={title} text={why}>
      <a class="button" href="/masuk">
        {text.access.signInButton}
      </a>
    </Notice>
  );
}
