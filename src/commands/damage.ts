import { type Diagnostic, isConfigurationFault } from '../model/diagnostic.ts';
import { severity } from '../model/wording.ts';

/** 2: a mistake in the configuration; 3: some input was damaged or refused; 0: nothing of that. */
export function exitCode(diagnostics: readonly Diagnostic[], allowDamage: boolean): 0 | 2 | 3 {
  if (diagnostics.some(isConfigurationFault)) return 2;
  return !allowDamage && diagnostics.some((found) => severity(found) === 'error') ? 3 : 0;
}
