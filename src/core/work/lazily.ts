/** What is made when somebody first asks for it, and then kept; a failure is not. */
export function lazily<T>(make: () => Promise<T>): () => Promise<T> {
	let made: Promise<T> | undefined;
	return () =>
		(made ??= make().catch((error: unknown) => {
			made = undefined;
			throw error;
		}));
}
