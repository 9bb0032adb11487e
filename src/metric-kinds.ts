// Ways to declare a metric whose value is looked up at each scrape, and a bound on how many values a label may take.

import { Counter, Gauge, type Registry } from 'prom-client';

/** The most values of one label: far above any centre's queues; beyond it they count together as `other`. */
const labelValueCountMax = 500;

/** Lets the first values through and turns further ones into `other`. */
export function bounded(countMax = labelValueCountMax): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (!known.has(value) && known.size >= countMax) return 'other';
    known.add(value);
    return value;
  };
}

/** A gauge without labels. */
export function single(registry: Registry, name: string, help: string, value: () => number): void {
  new Gauge({
    ...{ name, help, registers: [registry] },
    collect() {
      this.set(value());
    },
  });
}

export interface Labelled {
  readonly name: string;
  readonly help: string;
  readonly label: string;
  /** The label's value with the metric's. */
  readonly values: () => Iterable<readonly [string, number]>;
}

/** A gauge with one label; what `values` does not name is not shown. */
export function labelled(registry: Registry, { name, help, label, values }: Labelled): void {
  new Gauge({
    ...{ name, help, labelNames: [label], registers: [registry] },
    collect() {
      this.reset();
      for (const [of, value] of values()) this.inc({ [label]: of }, value);
    },
  });
}

/** A counter that is counted elsewhere; `label` null: it has none. */
export function total(
  registry: Registry,
  { name, help, label, values }: Omit<Labelled, 'label'> & { readonly label: string | null },
): void {
  new Counter({
    ...{ name, help, labelNames: label === null ? [] : [label], registers: [registry] },
    collect() {
      this.reset();
      for (const [of, value] of values()) {
        if (label === null) this.inc(value);
        else this.inc({ [label]: of }, value);
      }
    },
  });
}
