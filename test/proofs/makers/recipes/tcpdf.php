<?php // Justified cells by TCPDF, in both directions.
error_reporting(0);
require '/usr/share/php/tcpdf/tcpdf.php';
$paper = json_decode(stream_get_contents(STDIN), true);
$pdf = new TCPDF('P', 'pt', 'A4');
$pdf->setPrintHeader(false);
$pdf->setPrintFooter(false);
$pdf->SetMargins(60, 60);
$pdf->setRTL($paper['language']['direction'] === 'rtl');
$pdf->AddPage();
$size = $paper['fontSize'];
$english = $paper['language']['code'] === 'en';
$pdf->SetFont($english ? ($paper['font'] === 'serif' ? 'times' : 'helvetica') : 'dejavusans', '', $size);
foreach ($paper['paragraphs'] as $paragraph) {
	$pdf->MultiCell(0, 0, $paragraph, 0, 'J');
	$pdf->Ln($size / 2);
}
echo $pdf->Output('paper.pdf', 'S');
