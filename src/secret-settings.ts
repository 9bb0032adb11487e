// Secret settings of flows among the variables of the environment: how they are named. Not here: reading the environment (config.ts),
// which of them there are (environment.ts).

/** Before the name of a secret setting in the environment: `CARILLON_SECRET_CRM_TOKEN` for `crm.token`. */
export const secretPrefix = 'CARILLON_SECRET_';

/** The variable that may hold the secret setting of that name. */
export const secretVariable = (setting: string): string =>
  secretPrefix + setting.replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase();

/** The secret settings among the variables, by the name of their variable. */
export const givenSecrets = (
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      name.startsWith(secretPrefix) && value !== undefined ? [[name, value] as const] : [],
    ),
  );
