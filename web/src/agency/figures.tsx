interface Figure {
  name: string;
  value: string;
  /** Something waits to be done. */
  isAlert?: boolean;
}

/** The sums that matter, each with its name. */
export function Figures({ figures }: { figures: readonly Figure[] }) {
  return (
    <dl class="figures">
      {figures.map(({ name, value, isAlert }) => (
        <div class={isAlert ? "panel figure figure-alert" : "panel figure"} key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
