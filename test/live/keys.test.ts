import { expect, test } from 'vitest';
import { joinSamples, silentSamples, toneSamples } from './audio/index.ts';
import { keySound, keysIn } from './keys.ts';

test('every key is found by its sound, once, and a single tone is none', () => {
  expect(keysIn(joinSamples([silentSamples(500), keySound('159D#*0')]))).toBe('159D#*0');
  expect(keysIn(joinSamples([toneSamples(697, 500), toneSamples(1_209, 500), toneSamples(1_750, 500)]))).toBe('');
});
