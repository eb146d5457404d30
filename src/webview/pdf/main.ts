import '../shared/sentences';
import 'pdfjs-dist/web/pdf_viewer.css';
import '../shared/view.css';
import './pdf.css';
import { parsePdfState, parseToPdf } from '../../protocol/pdf';
import { vsCodeApi } from '../shared/vscodeApi';
import './pdfjs';
import { PdfView } from './pdfView';

const api = vsCodeApi();
const view = new PdfView(document.body, parsePdfState(api.getState()), {
	send: message => api.postMessage(message),
	keep: state => api.setState(state),
});

window.addEventListener('message', (event: MessageEvent<unknown>) => {
	const message = parseToPdf(event.data);
	if (message !== undefined) {
		view.receive(message);
	}
});
document.addEventListener('keydown', event => {
	if (view.press(event)) {
		event.preventDefault();
		event.stopPropagation();
	}
});
api.postMessage({ type: 'ready' });
