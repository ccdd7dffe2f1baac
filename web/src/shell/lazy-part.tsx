import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

/**
 * A part of the page whose code is fetched when it is first shown. Until then a quiet placeholder
 * of the same height stands there; if the code cannot be fetched, the page's boundary takes over.
 */
export function createLazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loaded: ComponentType<Props> | null = null;
  return function LazyPart(props: Props) {
    const [state, setState] = useState<{ Part: ComponentType<Props> | null; error: unknown }>({
      Part: loaded,
      error: null,
    });
    useEffect(() => {
      if (loaded) return;
      load().then(
        (Part) => {
          loaded = Part;
          setState({ Part, error: null });
        },
        (error: unknown) => setState({ Part: null, error }),
      );
    }, []);
    if (state.error !== null) throw state.error;
    const { Part } = state;
    return Part === null ? <div class="skeleton skeleton-part" /> : <Part {...props} />;
  };
}
