import { Component, type ComponentChildren } from "preact";
import { useLanguage } from "../text/language-context.tsx";
import { Notice } from "./notice.tsx";

interface Props {
  /** Another page is another chance: a change of this key forgets the error. */
  pageKey: string;
  children: ComponentChildren;
}

/** Keeps header and navigation alive when a page throws, and says what to do. */
export class BrokenBoundary extends Component<Props, { brokenKey: string | null }> {
  override state = { brokenKey: null };

  override componentDidCatch(error: unknown): void {
    this.setState({ brokenKey: this.props.pageKey });
    // The one place where a defect of the page becomes visible to whoever looks for it.
    console.error(error);
  }

  override render({ pageKey, children }: Props) {
    return this.state.brokenKey === pageKey ? <Broken /> : children;
  }
}

function Broken() {
  const { text } = useLanguage();
  return (
    <Notice icon="warning" title={text.shell.brokenTitle} text={text.shell.brokenText} isError>
      <button class="button" type="button" onClick={() => location.reload()}>
        {text.shell.reload}
      </button>
    </Notice>
  );
}
