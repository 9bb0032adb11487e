// The program that a person means by `stable`, by the hash of a version, or by a directory of flows. Not here: what is done with it.

import { stat } from 'node:fs/promises';
import { deploymentList, versionProgram } from '../api/contract/index.ts';
import { decodeProgram } from '../deploy/index.ts';
import { type Program, compileProject, renderAll } from '../dsl/index.ts';
import type { OpenProject } from './check.ts';
import type { Context } from './context.ts';
import { CommandFault } from './exit-codes.ts';

/** The program of that name. Rejects with CommandFault when there is none, or it does not compile. */
export async function programNamed(name: string, context: Context, openProject: OpenProject): Promise<Program> {
  return (await isDirectory(name)) ? compiled(name, context, openProject) : deployed(name, context);
}

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    // Whatever it is, it is no directory of ours.
    () => false,
  );

async function compiled(directory: string, { terminal }: Context, openProject: OpenProject): Promise<Program> {
  const host = openProject(directory);
  const files = await host.readFiles();
  const result = await compileProject({ ...host, readFiles: () => Promise.resolve(files) });
  if (result.kind === 'ok') return result.value.program;
  terminal.out(renderAll(result.failure, files).trimEnd());
  throw new CommandFault('refused', `The flows in ${directory} do not compile.`);
}

/** The least of a hash that names one. */
const prefixLengthMin = 4;
const versionCountMax = 200;

async function deployed(name: string, { client }: Context): Promise<Program> {
  const path = `/api/deployments?limit=${versionCountMax}`;
  const { serving, versions } = await client.ask({ method: 'GET', path }, deploymentList);
  const known = [serving.stable, ...versions.map(({ hash }) => hash)];
  const hash =
    name === 'stable'
      ? serving.stable
      : name === 'canary'
        ? serving.canary?.program
        : (known.find((each) => name.length >= prefixLengthMin && each.startsWith(name)) ?? name);
  if (hash === undefined || !/^[0-9a-f]{64}$/.test(hash)) {
    const advice = 'Name a directory of flows, `stable`, `canary`, or a version of `carillon deployments`.';
    throw new CommandFault('misuse', `There is no version "${name}". ${advice}`);
  }
  const { program } = await client.ask({ method: 'GET', path: `/api/versions/${hash}` }, versionProgram);
  const read = decodeProgram(program);
  if (read === null) throw new CommandFault('refused', `The version ${hash} cannot be read.`);
  return read;
}
