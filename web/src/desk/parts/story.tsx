import type { ComponentChildren } from "preact";
import { Section } from "../../bank/desk-frame/page-parts.tsx";
import { When } from "./when.tsx";
import "./desk-rows.css";

export interface StoryStep {
  words: ComponentChildren;
  at: number;
  /** Who did it, in words. */
  by: string;
  note: string | null;
}

/** What happened, oldest first, and who did it. */
export function Story({ title, steps }: { title: string; steps: readonly StoryStep[] }) {
  return (
    <Section title={title}>
      <ol class="story">
        {steps.map((step, index) => (
          <li key={index}>
            <p class="story-step">{step.words}</p>
            <p class="story-by">
              <When atMs={step.at} /> · {step.by}
            </p>
            {step.note !== null && <p class="story-note">{step.note}</p>}
          </li>
        ))}
      </ol>
    </Section>
  );
}
