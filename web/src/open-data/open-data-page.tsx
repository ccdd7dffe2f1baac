export function OpenDataPage() {
  return null;
}
