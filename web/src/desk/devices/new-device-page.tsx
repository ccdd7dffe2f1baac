export function NewDevicePage() {
  return null;
}
