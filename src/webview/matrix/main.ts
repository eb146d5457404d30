import '../shared/sentences';
import '../shared/view.css';
import '../shared/controls.css';
import '../shared/fullHeight.css';
import './matrix.css';
import { parseMatrixState, parseToMatrix } from '../../protocol/matrix';
import { vsCodeApi } from '../shared/vscodeApi';
import { MatrixView } from './matrixView';

const api = vsCodeApi();
const view = new MatrixView(document.body, parseMatrixState(api.getState())?.drafts ?? [], {
	send: message => api.postMessage(message),
	keep: state => api.setState(state),
});

window.addEventListener('message', (event: MessageEvent<unknown>) => {
	const message = parseToMatrix(event.data);
	if (message !== undefined) {
		view.receive(message);
	}
});
api.postMessage({ type: 'ready' });
