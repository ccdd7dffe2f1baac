/** Every waste bank of the district, for the environment agency. */
export function AgencyBanksPage() {
  return <h1>Bank sampah</h1>;
}
