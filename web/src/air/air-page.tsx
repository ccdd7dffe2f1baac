export function AirPage() {
  return null;
}
