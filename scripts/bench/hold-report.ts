export const holdReport = (_: unknown): string => '';
