import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Cache } from '../../core/files/ports';
import { diskCache } from './diskCache';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A cache for each folder, where this system keeps such things: `$MARGINALIA_CACHE`, else `$XDG_CACHE_HOME/marginalia`, `%LOCALAPPDATA%`
 * or `~/.cache/marginalia`.
 */
export function nodeCaches(environment: Environment): (folder: string) => Cache {
	return folder => diskCache(cacheFolder(environment, folder.replace(/[^\p{L}\p{N}]+/gu, '-').slice(-80)));
}

/** The folder of one of our caches. */
export function cacheFolder({ MARGINALIA_CACHE: own, XDG_CACHE_HOME: shared, LOCALAPPDATA: windows }: Environment, name: string): string {
	return own !== undefined && own !== '' ? join(own, name) : join(shared ?? windows ?? join(homedir(), '.cache'), 'marginalia', name);
}
