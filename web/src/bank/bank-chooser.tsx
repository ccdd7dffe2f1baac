import { answerOf } from "../edge/parts.ts";
import { useLoaded } from "../controls/use-loaded.ts";
import { Icon } from "../shell/icon.tsx";
import { openBanksPart } from "./edge/parse-profile.ts";
import { PageHead } from "./desk-frame/page-parts.tsx";
import { useFrameText } from "./desk-frame/frame-text.ts";

const parseBanks = answerOf(openBanksPart);

interface BankChooserProps {
  banks: readonly string[];
  onChoose: (bank: string) => void;
}

/** For somebody who works at more than one bank. */
export function BankChooser({ banks, onChoose }: BankChooserProps) {
  const text = useFrameText();
  const open = useLoaded("/api/v1/open/banks", parseBanks);
  const nameOf = (id: string): string =>
    open.value?.banks.find((bank) => bank.id === id)?.name ?? id;
  return (
    <>
      <PageHead title={text.chooseTitle} lead={text.chooseText} />
      <div class="stack-close">
        {banks.map((bank) => (
          <button
            class="button button-quiet"
            type="button"
            key={bank}
            onClick={() => onChoose(bank)}
          >
            <Icon name="scale" />
            {nameOf(bank)}
          </button>
        ))}
      </div>
    </>
  );
}
