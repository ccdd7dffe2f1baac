import { useLanguage } from "../text/language-context.tsx";

const ROWS = [0, 1, 2, 3, 4];

/** Stands where the list will stand. */
export function StationsSkeleton() {
  const { text } = useLanguage();
  return (
    <div class="cards" aria-busy="true">
      <p class="visually-hidden" role="status">
        {text.shell.loading}
      </p>
      {ROWS.map((row) => (
        <div class="skeleton skeleton-card" key={row} />
      ))}
    </div>
  );
}
