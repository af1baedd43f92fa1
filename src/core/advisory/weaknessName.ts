import { weaknesses } from "@secvisogram/csaf-validator-lib/cwe.js";

const names = new Map(weaknesses.map(({ id, name }) => [id, name]));

/** The name MITRE gives a weakness, or `undefined` when there is no such one (views and categories are none). */
export const weaknessName = (id: string): string | undefined => names.get(id);
