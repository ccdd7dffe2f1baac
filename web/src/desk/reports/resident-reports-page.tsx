export function ResidentReportsPage() {
  return null;
}
