/** The mark: a broom of palm ribs, which is what keeps a village clean; also a fan of signals. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <rect class="mark-ground" width="64" height="64" rx="16" />
      <path class="mark-rib" d="M32 12v38M32 28c-3 9-8 14-16 20M32 28c3 9 8 14 16 20" />
      <path class="mark-band" d="M24 29h16" />
    </svg>
  );
}
