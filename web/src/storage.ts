// What the page remembers of its user from one visit to the next: choices, never data. A browser that keeps nothing for us
// is no fault.

const prefix = 'carillon.';

export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(prefix + name);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(prefix + name, value);
  } catch {
    // Then it is asked again.
  }
}
