/** A web worker has no folder of the user. */
export function homeFolder(): string | undefined {
	return undefined;
}
