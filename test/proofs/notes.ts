// npm run proof:notes
import { ofTests } from './ofTests';
import { proof } from './proof';

void proof('No sentence that you wrote in a note is lost by creating, refreshing, renaming, moving, linking and undoing', ({ quick }) =>
	ofTests(['test/unit/notes/torture.test.ts'], { environment: { TORTURE_OPERATIONS: quick ? '400' : '20000' } }),
);
