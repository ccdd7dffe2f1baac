export function TargetPage({ id }: { id: string }) {
  return <h1>{id}</h1>;
}
