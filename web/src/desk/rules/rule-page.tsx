export function RulePage({ id }: { id: string }) {
  return <h1>{id}</h1>;
}
