import { Icon, type IconName } from "../../shell/icon.tsx";
import { useMeText, type MeText } from "../text/use-me-text.ts";

const LINKS: readonly { href: string; icon: IconName; name: keyof MeText["links"] }[] = [
  { href: "/saya/buku", icon: "book", name: "passbook" },
  { href: "/saya/tarik", icon: "cash", name: "withdraw" },
  { href: "/saya/harga", icon: "price", name: "prices" },
  { href: "/saya/koran", icon: "report", name: "statement" },
  { href: "/saya/sedekah", icon: "gift", name: "donate" },
  { href: "/saya/akun", icon: "person", name: "account" },
];

/** Where one can go from here; large enough for any thumb. */
export function MeLinks() {
  const me = useMeText();
  return (
    <nav class="me-links" aria-label={me.home.links}>
      {LINKS.map(({ href, icon, name }) => (
        <a class="me-link" href={href} key={href}>
          <Icon name={icon} />
          {me.links[name]}
        </a>
      ))}
      <a class="me-link me-link-wide" href="/saya/lapor">
        <Icon name="camera" />
        {me.links.report}
      </a>
    </nav>
  );
}
