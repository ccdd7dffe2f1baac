export function DeskHomePage() {
  return null;
}
