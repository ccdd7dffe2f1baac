export function ResidentReportPage({ id }: { id: string }) {
  return <h1>{id}</h1>;
}
