<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>AlgorithmRun</name>
    <message>
        <location filename="../gui/runs/algorithm_run.py"/>
        <source>The algorithm gave no result; the Processing tab of the log messages may say why.</source>
        <translation>L’algorithme n’a donné aucun résultat&#xa0;; l’onglet Traitements du journal des messages en dit peut-être la raison.</translation>
    </message>
</context>
<context>
    <name>ChartActions</name>
    <message>
        <location filename="../gui/dock/chart_actions.py"/>
        <source>Copied: figures of the histogram</source>
        <translation>Copié&#xa0;: les chiffres de l’histogramme</translation>
    </message>
    <message>
        <location filename="../gui/dock/chart_actions.py"/>
        <source>PNG picture (*.png)</source>
        <translation>Image PNG (*.png)</translation>
    </message>
    <message>
        <location filename="../gui/dock/chart_actions.py"/>
        <source>SVG drawing (*.svg)</source>
        <translation>Dessin SVG (*.svg)</translation>
    </message>
    <message>
        <location filename="../gui/dock/chart_actions.py"/>
        <source>Save Histogram</source>
        <translation>Enregistrer l’histogramme</translation>
    </message>
</context>
<context>
    <name>ChartMenu</name>
    <message>
        <location filename="../gui/chart/chart_menu.py"/>
        <source>&amp;Save Picture…</source>
        <translation>&amp;Enregistrer l’image…</translation>
    </message>
    <message>
        <location filename="../gui/chart/chart_menu.py"/>
        <source>&amp;Zoom to Tiles: {land_cover}</source>
        <translation>&amp;Zoomer sur les tuiles&#xa0;: {land_cover}</translation>
    </message>
    <message>
        <location filename="../gui/chart/chart_menu.py"/>
        <source>Bars in Class &amp;Order</source>
        <translation>Barres dans l’&amp;ordre des classes</translation>
    </message>
    <message>
        <location filename="../gui/chart/chart_menu.py"/>
        <source>Class C&amp;olours</source>
        <translation>Co&amp;uleurs des classes</translation>
    </message>
    <message>
        <location filename="../gui/chart/chart_menu.py"/>
        <source>Copy as &amp;CSV</source>
        <translation>Copier en &amp;CSV</translation>
    </message>
    <message>
        <location filename="../gui/chart/chart_menu.py"/>
        <source>Copy as &amp;Text</source>
        <translation>Copier en &amp;texte</translation>
    </message>
    <message>
        <location filename="../gui/chart/chart_menu.py"/>
        <source>Open &amp;Report</source>
        <translation>Ouvrir le &amp;rapport</translation>
    </message>
    <message>
        <location filename="../gui/chart/chart_menu.py"/>
        <source>Open Ta&amp;ble</source>
        <translation>Ouvrir la ta&amp;ble</translation>
    </message>
    <message>
        <location filename="../gui/chart/chart_menu.py"/>
        <source>Select &amp;Tiles: {land_cover}</source>
        <translation>&amp;Sélectionner les tuiles&#xa0;: {land_cover}</translation>
    </message>
</context>
<context>
    <name>ChartView</name>
    <message>
        <location filename="../gui/dock/chart_view.py"/>
        <source>Waiting for the first tiles…</source>
        <translation>En attente des premières tuiles…</translation>
    </message>
</context>
<context>
    <name>ClassHistogram</name>
    <message>
        <location filename="../gui/chart/class_bars.py"/>
        <source>All classes that have tiles are hidden in the legend.</source>
        <translation>Toutes les classes qui ont des tuiles sont masquées dans la légende.</translation>
    </message>
    <message>
        <location filename="../gui/chart/histogram.py"/>
        <source>Land cover histogram</source>
        <translation>Histogramme de l’occupation du sol</translation>
    </message>
    <message>
        <location filename="../gui/chart/histogram.py"/>
        <source>Mean confidence {confidence}</source>
        <translation>Confiance moyenne {confidence}</translation>
    </message>
    <message>
        <location filename="../gui/chart/class_bars.py"/>
        <source>There are no classified tiles to show.</source>
        <translation>Aucune tuile classée à afficher.</translation>
    </message>
</context>
<context>
    <name>ClassSelection</name>
    <message>
        <location filename="../gui/map/class_selection.py"/>
        <source>Looking for the tiles of {layer}</source>
        <translation>Recherche des tuiles de {layer}</translation>
    </message>
</context>
<context>
    <name>ClassificationController</name>
    <message>
        <location filename="../gui/runs/controller.py"/>
        <source>A part of the rectangle lies outside {layer}; nothing is classified there.</source>
        <translation>Une partie du rectangle se trouve hors de {layer}&#xa0;; rien n’y est classé.</translation>
    </message>
    <message>
        <location filename="../gui/runs/controller.py"/>
        <source>Choose How to Read It…</source>
        <translation>Choisir comment la lire…</translation>
    </message>
    <message>
        <location filename="../gui/runs/controller.py"/>
        <source>Classify Displayed Colours</source>
        <translation>Classer les couleurs affichées</translation>
    </message>
    <message>
        <location filename="../gui/runs/controller.py"/>
        <source>Classify Twice</source>
        <translation>Classer deux fois</translation>
    </message>
    <message>
        <location filename="../gui/runs/controller.py"/>
        <source>Fetch All of It</source>
        <translation>Tout récupérer</translation>
    </message>
    <message>
        <location filename="../gui/runs/controller.py"/>
        <source>The classification of {layer} was cancelled.</source>
        <translation>La classification de {layer} a été annulée.</translation>
    </message>
    <message>
        <location filename="../gui/runs/controller.py"/>
        <source>{layer} has the classes of another model; choose that in the settings, and then how to read the image.</source>
        <translation>{layer} a les classes d’un autre modèle&#xa0;; choisissez celui-ci dans les paramètres, puis la manière de lire l’image.</translation>
    </message>
    <message>
        <location filename="../gui/runs/controller.py"/>
        <source>{layer} is being classified already: the same extent with the same settings.</source>
        <translation>{layer} est déjà en cours de classification&#xa0;: même emprise, mêmes paramètres.</translation>
    </message>
    <message>
        <location filename="../gui/runs/controller.py"/>
        <source>{layer} is on a server, and all of it may be hundreds of megabytes. Draw a rectangle to fetch and classify a part.</source>
        <translation>{layer} est sur un serveur, et sa totalité peut peser des centaines de mégaoctets. Dessinez un rectangle pour en récupérer et classer une partie.</translation>
    </message>
</context>
<context>
    <name>ClassificationRun</name>
    <message>
        <location filename="../gui/runs/algorithm_run.py"/>
        <source>The algorithm gave no result; the Processing tab of the log messages may say why.</source>
        <translation>L’algorithme n’a donné aucun résultat&#xa0;; l’onglet Traitements du journal des messages en dit peut-être la raison.</translation>
    </message>
</context>
<context>
    <name>ClassificationTarget</name>
    <message>
        <location filename="../gui/runs/classification_target.py"/>
        <source>The colours that the map displays are classified, which is less reliable than the numbers of an image.</source>
        <translation>Les couleurs affichées sur la carte sont classées, ce qui est moins fiable que les nombres d’une image.</translation>
    </message>
    <message>
        <location filename="../gui/runs/classification_target.py"/>
        <source>the map as displayed</source>
        <translation>la carte affichée</translation>
    </message>
</context>
<context>
    <name>ComparisonDialogOpener</name>
    <message>
        <location filename="../gui/map/comparison_dialog.py"/>
        <source>Select two classified layers of one place in the list of layers, and compare them.</source>
        <translation>Sélectionnez deux couches classées d’un même lieu dans la liste des couches, puis comparez-les.</translation>
    </message>
</context>
<context>
    <name>Compositions</name>
    <message>
        <location filename="../gui/runs/compositions.py"/>
        <source>Open Table</source>
        <translation>Ouvrir la table</translation>
    </message>
    <message>
        <location filename="../gui/runs/compositions.py"/>
        <source>{layer}: shares of the classes in {count} polygons.</source>
        <translation>{layer}&#xa0;: parts des classes dans {count} polygones.</translation>
    </message>
</context>
<context>
    <name>ConfidenceSlider</name>
    <message>
        <location filename="../gui/dock/confidence_slider.py"/>
        <source>Confidence at least {percent}</source>
        <translation>Confiance d’au moins {percent}</translation>
    </message>
    <message>
        <location filename="../gui/dock/confidence_slider.py"/>
        <source>Lowest confidence shown, in percent</source>
        <translation>Confiance minimale affichée, en pour cent</translation>
    </message>
    <message>
        <location filename="../gui/dock/confidence_slider.py"/>
        <source>Tiles below this confidence are left out of chart and map; print layouts show all tiles</source>
        <translation>Les tuiles sous cette confiance ne figurent ni dans le graphique ni sur la carte&#xa0;; les mises en page montrent toutes les tuiles</translation>
    </message>
    <message>
        <location filename="../gui/dock/confidence_slider.py"/>
        <source>{count} of {tiles}</source>
        <translation>{count} sur {tiles}</translation>
    </message>
</context>
<context>
    <name>DiagnosticsDialog</name>
    <message>
        <location filename="../gui/diagnostics/diagnostics.py"/>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <location filename="../gui/diagnostics/diagnostics.py"/>
        <source>Copy as Markdown</source>
        <translation>Copier en Markdown</translation>
    </message>
    <message>
        <location filename="../gui/diagnostics/diagnostics.py"/>
        <source>EuroSAT Land Cover: Diagnostics</source>
        <translation>EuroSAT – Occupation du sol&#xa0;: diagnostic</translation>
    </message>
    <message>
        <location filename="../gui/diagnostics/diagnostics.py"/>
        <source>Please add this to a bug report. Your home folder is shown as ~, and passwords are left out; names of layers and files are not, so read it before you send it.</source>
        <translation>Joignez ce texte à vos rapports d’anomalie. Votre dossier personnel y est remplacé par ~ et les mots de passe en sont retirés, mais pas les noms des couches et des fichiers&#xa0;: relisez-le avant de l’envoyer.</translation>
    </message>
    <message>
        <location filename="../gui/diagnostics/diagnostics.py"/>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
</context>
<context>
    <name>EuroSat</name>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>, {white:g} is 1</source>
        <translation>, {white:g} vaut 1</translation>
    </message>
    <message>
        <location filename="../core/summary/quantities.py"/>
        <source>0 tiles</source>
        <translation>0 tuile</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>1 band</source>
        <translation>1 bande</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>1 is the clearest of the scenes that show all of the extent</source>
        <translation>1 est la plus claire des scènes qui montrent toute l’emprise</translation>
    </message>
    <message>
        <location filename="../core/summary/quantities.py"/>
        <source>1 tile</source>
        <translation>1 tuile</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>8-bit colours</source>
        <translation>couleurs sur 8 bits</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>8-bit colours of unknown origin are classified as displayed; if this is a Sentinel-2 true-colour image, set RADIOMETRY to tci_l1c or tci_l2a, and to reflectance if the numbers are reflectance × 255.</source>
        <translation>Des couleurs sur 8 bits d’origine inconnue sont classées telles qu’affichées&#xa0;; si c’est une image Sentinel-2 en couleurs naturelles, choisissez tci_l1c ou tci_l2a pour RADIOMETRY, et reflectance si les nombres sont des réflectances × 255.</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>8-bit raster of {title}</source>
        <translation>Raster 8 bits de {title}</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>8-bit raster without a product name</source>
        <translation>Raster de 8 bits sans nom de produit</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>95 % from</source>
        <translation>95&#xa0;% de</translation>
    </message>
    <message>
        <location filename="../processing/batch_parameters.py"/>
        <source>A GeoTIFF of the classes with colours and names for each scene.</source>
        <translation>Un GeoTIFF des classes avec couleurs et noms pour chaque scène.</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>A GeoTIFF with one pixel for each cell: class, confidence in per cent and, with the columns of all probabilities, these as well.</source>
        <translation>Un GeoTIFF avec un pixel par cellule&#xa0;: classe, confiance en pour cent et, avec les colonnes de toutes les probabilités, celles-ci aussi.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/district_names.py"/>
        <source>A district in {layer} has no name in the column {column}; fill it in.</source>
        <translation>Un district de {layer} n’a pas de nom dans la colonne {column}&#xa0;; remplissez-la.</translation>
    </message>
    <message>
        <location filename="../processing/feature_source.py"/>
        <source>A layer was removed before the run began; choose it once more.</source>
        <translation>Une couche a été supprimée avant le début du traitement&#xa0;; choisissez-la de nouveau.</translation>
    </message>
    <message>
        <location filename="../core/summary/run_report.py"/>
        <source>A low column shows less ground, such as that under the path of a satellite, or between clouds.</source>
        <translation>Une colonne basse montre moins de sol, comme celui sous la trace d’un satellite, ou entre des nuages.</translation>
    </message>
    <message>
        <location filename="../processing/composition.py"/>
        <source>A polygon lies where the coordinate system of the grid is not defined; leave it out.</source>
        <translation>Un polygone se trouve là où le système de coordonnées de la grille n’est pas défini&#xa0;; écartez-le.</translation>
    </message>
    <message>
        <location filename="../processing/classify_parameters.py"/>
        <source>A raster with B04, B03 and B02, a product folder or its metadata file, or a true-colour image. Or a scene of a catalogue: the address of its STAC item, or a file with that; then only the pixels of the extent are fetched.</source>
        <translation>Un raster avec B04, B03 et B02, un dossier de produit ou son fichier de métadonnées, ou une image en vraies couleurs. Ou une scène d’un catalogue&#xa0;: l’adresse de son élément STAC, ou un fichier qui le contient&#xa0;; seuls les pixels de l’emprise sont alors téléchargés.</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>A row for each class before, with the hectares of each class after.</source>
        <translation>Une ligne par classe d’avant, avec les hectares de chaque classe d’après.</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>A row for each class of the map: reference tiles by what they are, and shares of the area.</source>
        <translation>Une ligne par classe de la carte&#xa0;: les tuiles de référence selon ce qu’elles sont, et des parts de la surface.</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>A sample of either grid: the area that has changed is estimated from its labels of both dates.</source>
        <translation>Un échantillon de l’une des grilles&#xa0;: la surface qui a changé est estimée d’après ses étiquettes des deux dates.</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>A stratum that has fewer tiles gives all of them.</source>
        <translation>Une strate qui a moins de tuiles les donne toutes.</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>A table of tiles, hectares, share and confidence of each class.</source>
        <translation>Une table des tuiles, des hectares, de la part et de la confiance de chaque classe.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/tile_overlaps.py"/>
        <source>A tile lies where the coordinate system of the other grid is not defined; choose another grid.</source>
        <translation>Une tuile se trouve là où le système de coordonnées de l’autre grille n’est pas défini&#xa0;; choisissez une autre grille.</translation>
    </message>
    <message>
        <location filename="../processing/scene_query.py"/>
        <source>ADDRESS cannot be {value!r}; give one that begins with https://.</source>
        <translation>ADDRESS ne peut pas être {value!r}&#xa0;; donnez une adresse qui commence par https://.</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>Accuracy assessment</source>
        <translation>Évaluation de l’exactitude</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>Accuracy of each class</source>
        <translation>Exactitude de chaque classe</translation>
    </message>
    <message>
        <location filename="../processing/assessment_output.py"/>
        <source>Accuracy of {grid}</source>
        <translation>Exactitude de {grid}</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>Accuracy that you expect</source>
        <translation>Exactitude attendue</translation>
    </message>
    <message>
        <location filename="../processing/classify_parameters.py"/>
        <source>Added to digital numbers: -1000 for processing baseline 04.00 and later, 0 before it and for harmonised data. Empty: from the metadata.</source>
        <translation>Ajouté aux comptes numériques&#xa0;: -1000 à partir de la version de traitement 04.00, 0 avant et pour les données harmonisées. Vide&#xa0;: d’après les métadonnées.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Address of B02</source>
        <translation>Adresse de B02</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Address of B03</source>
        <translation>Adresse de B03</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Address of B04</source>
        <translation>Adresse de B04</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Address of B8A or B08</source>
        <translation>Adresse de B8A ou de B08</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Address of SCL</source>
        <translation>Adresse de SCL</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Address of a small picture</source>
        <translation>Adresse d’une petite image</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>Address of another catalogue</source>
        <translation>Adresse d’un autre catalogue</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Address of the STAC item: the INPUT of Classify raster</source>
        <translation>Adresse de l’élément STAC&#xa0;: le paramètre INPUT de Classer un raster</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>Address of the clearest scene</source>
        <translation>Adresse de la scène la plus claire</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>All</source>
        <translation>Toutes</translation>
    </message>
    <message>
        <location filename="../core/product/refusals.py"/>
        <source>All pixels that were looked at have the same numbers ({numbers}), and no image is as even: this is nodata that the file does not declare, or no image. Check the file; set its nodata value if it is the first.</source>
        <translation>Tous les pixels examinés ont les mêmes nombres ({numbers}), et aucune image n’est aussi uniforme&#xa0;: ce sont des données manquantes que le fichier ne déclare pas, ou ce n’est pas une image. Vérifiez le fichier&#xa0;; dans le premier cas, indiquez sa valeur nodata.</translation>
    </message>
    <message>
        <location filename="../core/product/clipping.py"/>
        <source>All three bands end exactly at the same two numbers, and many pixels have the higher one, {value:g}: the image seems to be stretched from its darkest to its brightest. Classify it as it was before; or, if all bands were stretched alike, set SCALE to (white − black) / {value:g} and OFFSET to black, both as reflectance × 10000.</source>
        <translation>Les trois bandes finissent exactement aux deux mêmes nombres, et beaucoup de pixels ont le plus élevé, {value:g}&#xa0;: l’image semble étirée de son plus sombre à son plus clair. Classez-la telle qu’elle était avant&#xa0;; ou, si toutes les bandes ont été étirées de même, mettez SCALE à (blanc − noir) / {value:g} et OFFSET à noir, tous deux en réflectance × 10000.</translation>
    </message>
    <message>
        <location filename="../core/product/mixed_scales.py"/>
        <source>Along a straight line all bands are about {factor:.0f} times as high on one side as on the other: this seems to be put together of images on different scales, such as digital numbers beside reflectance from 0 to 1, per cent or colours. One of them is read wrongly. Bring all to the same scale, reflectance × 10000, before they are put together.</source>
        <translation>Le long d’une ligne droite, toutes les bandes sont environ {factor:.0f} fois plus élevées d’un côté que de l’autre&#xa0;: l’image semble assemblée d’images d’échelles différentes, comme des comptes numériques à côté d’une réflectance de 0 à 1, de pour cent ou de couleurs. L’une d’elles est mal lue. Ramenez-les toutes à la même échelle, réflectance × 10000, avant de les assembler.</translation>
    </message>
    <message>
        <location filename="../core/product/mosaic.py"/>
        <source>Along a straight line all bands jump by about 1000: this seems to be a mosaic of images with and without the offset of baseline 04.00. Subtract 1000 from those that have it before they are put together.</source>
        <translation>Le long d’une ligne droite, toutes les bandes sautent d’environ 1000&#xa0;: ceci semble être une mosaïque d’images avec et sans le décalage de la version 04.00. Soustrayez 1000 de celles qui l’ont avant de les assembler.</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>Among the raster's bands ({found}) there is no {missing}, without which nothing can be classified. Add it, or pick red, green and blue in BANDS if the names are wrong.</source>
        <translation>Parmi les bandes du raster ({found}), il manque {missing}, sans quoi rien ne peut être classé. Ajoutez-la, ou choisissez rouge, vert et bleu dans BANDS si les noms sont faux.</translation>
    </message>
    <message>
        <location filename="../core/classes.py"/>
        <source>Annual crop</source>
        <translation>Culture annuelle</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Another class, change doubtful</source>
        <translation>Autre classe, changement douteux</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Area (ha)</source>
        <translation>Surface (ha)</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Area from (ha)</source>
        <translation>Surface de (ha)</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>Area of each class</source>
        <translation>Surface de chaque classe</translation>
    </message>
    <message>
        <location filename="../adapters/grid/composition.py"/>
        <source>Area of the polygon (ha)</source>
        <translation>Surface du polygone (ha)</translation>
    </message>
    <message>
        <location filename="../adapters/grid/composition.py"/>
        <source>Area of the polygon on the WGS 84 ellipsoid in hectares</source>
        <translation>Surface du polygone sur l’ellipsoïde WGS 84, en hectares</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Area of the stratum (ha)</source>
        <translation>Surface de la strate (ha)</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Area of the valid pixels on the WGS 84 ellipsoid in hectares</source>
        <translation>Surface des pixels valides sur l’ellipsoïde WGS 84, en hectares</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Area to (ha)</source>
        <translation>Surface à (ha)</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>Areas and accuracies</source>
        <translation>Surfaces et exactitudes</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>As many in each (equal)</source>
        <translation>Autant dans chacune (equal)</translation>
    </message>
    <message>
        <location filename="../core/product/decision.py"/>
        <source>As set: reflectance × 10000 is number × {scale:g} + {offset:g}.</source>
        <translation>Comme réglé&#xa0;: la réflectance × 10000 vaut nombre × {scale:g} + {offset:g}.</translation>
    </message>
    <message>
        <location filename="../processing/scene_query.py"/>
        <source>Asking {catalogue} for scenes from {first} to {last}.</source>
        <translation>Recherche dans {catalogue} de scènes du {first} au {last}.</translation>
    </message>
    <message>
        <location filename="../processing/search_scenes.py"/>
        <source>Asks a catalogue (STAC API) which Sentinel-2 images show a place in a period, and writes their footprints with day, cloud, level and addresses, the clearest that shows all of the place first.

The value of the column item, or the output Address of the clearest scene, is the INPUT of Classify raster, which fetches only the pixels of its extent. In a batch or a model: search, then classify each.

The layer has the times of the scenes for the temporal controller.</source>
        <translation>Demande à un catalogue (API STAC) quelles images Sentinel-2 montrent un lieu pendant une période, et écrit leurs contours avec le jour, les nuages, le niveau et les adresses, en commençant par la plus claire qui montre tout le lieu.

La valeur de la colonne item, ou la sortie Adresse de la scène la plus claire, est le paramètre INPUT de Classer un raster, qui ne télécharge que les pixels de son emprise. Par lots ou dans un modèle&#xa0;: rechercher, puis classer chacune.

La couche porte les dates des scènes pour le contrôleur temporel.</translation>
    </message>
    <message>
        <location filename="../core/product/alternatives.py"/>
        <source>Automatic</source>
        <translation>Automatique</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Automatic (auto)</source>
        <translation>Automatique (auto)</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Automatic: onnxruntime where it is installed (auto)</source>
        <translation>Automatique&#xa0;: onnxruntime s’il est installé (auto)</translation>
    </message>
    <message>
        <location filename="../core/product/alternatives.py"/>
        <source>Automatic: {title}</source>
        <translation>Automatique&#xa0;: {title}</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Average eight views of each tile</source>
        <translation>Moyenner huit vues de chaque tuile</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Average of eight rotated and mirrored views</source>
        <translation>Moyenne de huit vues tournées et retournées</translation>
    </message>
    <message>
        <location filename="../processing/classify_parameters.py"/>
        <source>BANDS needs three band numbers such as 3;2;1, for red, green and blue; {value!r} given.</source>
        <translation>BANDS demande trois numéros de bande comme 3;2;1, pour le rouge, le vert et le bleu&#xa0;; valeur donnée&#xa0;: «&#xa0;{value}&#xa0;».</translation>
    </message>
    <message>
        <location filename="../adapters/batch/settings.py"/>
        <source>BANDS needs three band numbers, for red, green and blue; {value!r} given.</source>
        <translation>BANDS demande trois numéros de bande, pour le rouge, le vert et le bleu&#xa0;; valeur donnée&#xa0;: «&#xa0;{value}&#xa0;».</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>BANDS needs three bands, for red, green and blue; {count} given.</source>
        <translation>BANDS demande trois bandes, pour le rouge, le vert et le bleu&#xa0;; nombre de bandes données&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Backend</source>
        <translation>Moteur</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>Backend used</source>
        <translation>Moteur utilisé</translation>
    </message>
    <message>
        <location filename="../adapters/raster/image_file.py"/>
        <source>Band {number} is called {first} and {other}, and is taken as the first. If that is wrong, pick red, green and blue in BANDS.</source>
        <translation>La bande {number} s’appelle {first} et {other}, et est prise pour la première. Si c’est faux, choisissez rouge, vert et bleu dans BANDS.</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>Band {number} is named {named} and is used as {colour} ({band}): BANDS are red, green, blue, in this order.</source>
        <translation>La bande {number} s’appelle {named} et sert de bande {colour} ({band})&#xa0;: l’ordre de BANDS est rouge, vert, bleu.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/raster_bands.py"/>
        <source>Band {number} of {name} cannot be read ({reason}); check that the file is complete.</source>
        <translation>La bande {number} de {name} ne peut pas être lue ({reason})&#xa0;; vérifiez que le fichier est complet.</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>Band {number} tells where the raster is transparent (alpha), and is no colour; pick others in BANDS. If it is a colour, take the mark from it (gdal_translate -colorinterp_{number} undefined).</source>
        <translation>La bande {number} dit où le raster est transparent (alpha) et n’est pas une couleur&#xa0;; choisissez-en d’autres dans BANDS. Si c’est une couleur, enlevez-lui cette marque (gdal_translate -colorinterp_{number} undefined).</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>Bands 1, 2, 3 are taken as red, green, blue: they have no names.</source>
        <translation>Les bandes 1, 2, 3 sont prises pour le rouge, le vert et le bleu&#xa0;: elles n’ont pas de nom.</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>Bands 4, 3, 2 are red, green, blue: a 12-band stack without names is taken as B01 to B12 without B10.</source>
        <translation>Les bandes 4, 3, 2 sont le rouge, le vert et le bleu&#xa0;: un empilement de 12 bandes sans nom est pris pour B01 à B12 sans B10.</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>Bands 4, 3, 2 are red, green, blue: a 13-band stack without names is taken as B01 to B12 with B8A.</source>
        <translation>Les bandes 4, 3, 2 sont le rouge, le vert et le bleu&#xa0;: un empilement de 13 bandes sans nom est pris pour B01 à B12 avec B8A.</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>Bands 4, 3, 2 are red, green, blue: sen2r writes all bands from B01 on.</source>
        <translation>Les bandes 4, 3, 2 sont le rouge, le vert et le bleu&#xa0;: sen2r écrit toutes les bandes à partir de B01.</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>Bands of {title} as the browser exports them: reflectance{scaled}</source>
        <translation>Bandes de {title} telles que le Copernicus Browser les exporte&#xa0;: réflectance{scaled}</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Bands read as red, green, blue</source>
        <translation>Bandes lues comme rouge, vert, bleu</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>Bands {red}, {green}, {blue} are B04, B03, B02 ({how}).</source>
        <translation>Les bandes {red}, {green}, {blue} sont B04, B03, B02 ({how}).</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>Bands {red}, {green}, {blue} are taken as red, green, blue: it is a true-colour image.</source>
        <translation>Les bandes {red}, {green}, {blue} sont prises pour le rouge, le vert et le bleu&#xa0;: c’est une image en couleurs naturelles.</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>Bands {red}, {green}, {blue} as set.</source>
        <translation>Bandes {red}, {green}, {blue}, comme indiqué.</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Bars: area of the tiles of each class.</source>
        <translation>Barres&#xa0;: surface des tuiles de chaque classe.</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>Bars: hectares of the map. Dots: estimate from the sample, with its 95 % interval.</source>
        <translation>Barres&#xa0;: hectares de la carte. Points&#xa0;: estimation par l’échantillon, avec son intervalle à 95&#xa0;%.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Baseline</source>
        <translation>Version de traitement</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Before (ha)</source>
        <translation>Avant (ha)</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Below 640 m the classified tiles overlap, and each cell is the mean of those that cover it</source>
        <translation>En dessous de 640&#xa0;m, les tuiles classées se chevauchent, et chaque maille est la moyenne de celles qui la couvrent</translation>
    </message>
    <message>
        <location filename="../core/product/mosaic.py"/>
        <source>Beside many pixels all bands are higher by about 1000: this seems to be put together, in pieces or pixel by pixel, of images with and without the offset of baseline 04.00. Subtract 1000 from those that have it before they are put together.</source>
        <translation>À côté de nombreux pixels, toutes les bandes sont plus hautes d’environ 1000&#xa0;: l’image semble composée, par morceaux ou pixel par pixel, d’images avec et sans le décalage de la version 04.00. Soustrayez 1000 de celles qui l’ont avant de les assembler.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Blue</source>
        <translation>Bleu</translation>
    </message>
    <message>
        <location filename="../core/product/band_signs.py"/>
        <source>Blue differs more from place to place than green, and shadows are blue where no air is seen: green and blue seem to be exchanged. If they are, pick red, green and blue in BANDS.</source>
        <translation>Le bleu diffère plus d’un endroit à l’autre que le vert, et les ombres sont bleues là où l’on ne voit pas d’air&#xa0;: le vert et le bleu semblent échangés. Si c’est le cas, choisissez rouge, vert et bleu dans BANDS.</translation>
    </message>
    <message>
        <location filename="../core/product/band_signs.py"/>
        <source>Blue differs more from place to place than red, and on land it is the other way round: the bands seem to be in the order blue, green, red. If they are, pick red, green and blue in BANDS (3, 2, 1 where 1, 2, 3 were taken).</source>
        <translation>Le bleu varie plus d’un endroit à l’autre que le rouge, et sur la terre ferme c’est l’inverse&#xa0;: les bandes semblent être dans l’ordre bleu, vert, rouge. Si c’est le cas, choisissez le rouge, le vert et le bleu dans BANDS (3, 2, 1 là où 1, 2, 3 ont été prises).</translation>
    </message>
    <message>
        <location filename="../core/product/scale_signs.py"/>
        <source>Blue goes from reflectance {low} to {high} and more in a quarter of the image, which clear land does not: unless half of it is cloud or snow, the bands are stretched for the eye, and the classes will be wrong. Classify the bands as they were before the stretch; if all three were stretched alike, set SCALE and OFFSET.</source>
        <translation>Le bleu va de la réflectance {low} à {high} et plus dans un quart de l’image, ce que ne fait aucun sol sans nuages&#xa0;: à moins que la moitié ne soit nuage ou neige, les bandes sont étirées pour l’œil et les classes seront fausses. Classez les bandes telles qu’elles étaient avant l’étirement&#xa0;; si toutes trois ont été étirées de la même façon, réglez SCALE et OFFSET.</translation>
    </message>
    <message>
        <location filename="../processing/comparison_inputs.py"/>
        <source>Both grids are of the same day ({date}): what differs is the work of the maps, not of the ground.</source>
        <translation>Les deux grilles sont du même jour ({date})&#xa0;: ce qui diffère vient des cartes, et non du sol.</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>By class or stratum, such as Forest=0.95; River=0.7. Empty: the mean confidence of the tiles.</source>
        <translation>Par classe ou par strate, par exemple Forest=0.95; River=0.7. Vide&#xa0;: la confiance moyenne des tuiles.</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>By its name this is the true-colour image of {level}, but its numbers, up to {brightest:.0f}, are no whole ones. Set RADIOMETRY to tci_{key} if they are its colours from 0 to 255, resampled.</source>
        <translation>D’après son nom, c’est l’image en couleurs naturelles de {level}, mais ses nombres, jusqu’à {brightest:.0f}, ne sont pas entiers. Choisissez tci_{key} pour RADIOMETRY si ce sont ses couleurs de 0 à 255, rééchantillonnées.</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>By metadata or name this image has to be read with {correction} ({source}), but then {reason}, and no usual offset fits either. Check that there is no nodata value that the file does not declare; set OFFSET to the number to add to reflectance × 10000, and SCALE if the numbers are something else.</source>
        <translation>D’après les métadonnées ou le nom, il faut lire cette image ainsi&#xa0;: {correction} ({source}), mais alors {reason}, et aucun décalage usuel ne convient non plus. Vérifiez qu’il n’y a pas de valeur nodata que le fichier ne déclare pas&#xa0;; donnez dans OFFSET le nombre à ajouter à la réflectance × 10000, et dans SCALE l’échelle si les nombres sont autre chose.</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>By the number of tiles (proportional)</source>
        <translation>Selon le nombre de tuiles (proportional)</translation>
    </message>
    <message>
        <location filename="../processing/catalogue_source.py"/>
        <source>By way of {credit}; terms: {terms}</source>
        <translation>Par l’intermédiaire de {credit}&#xa0;; conditions&#xa0;: {terms}</translation>
    </message>
    <message>
        <location filename="../processing/comparison_inputs.py"/>
        <source>By {tiles} reference tiles {area} ± {margin} ha (95 %; {low} to {high} ha) have changed.</source>
        <translation>D’après {tiles} tuiles de référence, {area} ± {margin} ha (95&#xa0;%&#xa0;; {low} à {high} ha) ont changé.</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>CLOUD needs a number from 0 to 100; {value!r} given.</source>
        <translation>CLOUD demande un nombre de 0 à 100&#xa0;; {value!r} reçu.</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>CONFIDENCE_LIMIT needs a number from 0 to 1; {value!r} given.</source>
        <translation>CONFIDENCE_LIMIT doit être un nombre de 0 à 1&#xa0;; reçu&#xa0;: {value!r}.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>CRS</source>
        <translation>SCR</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Calibrated probability of the class {land_cover}, 0 to 1</source>
        <translation>Probabilité calibrée de la classe {land_cover}, de 0 à 1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Calibrated probability of the class, 0 to 1</source>
        <translation>Probabilité calibrée de la classe, de 0 à 1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_style.py"/>
        <source>Can't tell</source>
        <translation>Indiscernable</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/python_process.py"/>
        <source>Cancelled; nothing was changed.</source>
        <translation>Annulé&#xa0;; rien n’a été modifié.</translation>
    </message>
    <message>
        <location filename="../core/errors.py"/>
        <source>Cancelled; nothing was written.</source>
        <translation>Annulé&#xa0;; rien n’a été écrit.</translation>
    </message>
    <message>
        <location filename="../processing/classify_scenes.py"/>
        <source>Cancelled; what is done stays done, and the next run with this folder goes on with it.</source>
        <translation>Annulé&#xa0;; ce qui est fait reste fait, et le prochain traitement avec ce dossier continue.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Catalogue</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>Cell size</source>
        <translation>Taille des mailles</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Cell size in pixels</source>
        <translation>Taille des mailles en pixels</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Change</source>
        <translation>Changement</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Changed</source>
        <translation>Changé</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Changes</source>
        <translation>Changements</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Class</source>
        <translation>Classe</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Class (class)</source>
        <translation>Classe (class)</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Class after</source>
        <translation>Classe après</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Class before</source>
        <translation>Classe avant</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Class by the first interpreter</source>
        <translation>Classe selon le premier interprète</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Class by the second interpreter</source>
        <translation>Classe selon le second interprète</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Class key</source>
        <translation>Clé de la classe</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Class number</source>
        <translation>Numéro de la classe</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Class on the map</source>
        <translation>Classe sur la carte</translation>
    </message>
    <message>
        <location filename="../processing/class_statistics.py"/>
        <source>Class statistics</source>
        <translation>Statistiques des classes</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Class, and confidence below or above a limit (class_confidence)</source>
        <translation>Classe, et confiance au-dessous ou au-dessus d’une limite (class_confidence)</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Classes</source>
        <translation>Classes</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Classes after EuroSAT (Helber et al. 2019): one class per tile of 640 m, the most probable one. Shares are of the area of all classified tiles.</source>
        <translation>Classes d’EuroSAT (Helber et al. 2019)&#xa0;: une classe par tuile de 640&#xa0;m, la plus probable. Les parts se rapportent à la surface de toutes les tuiles classées.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_style.py"/>
        <source>Classes of the model</source>
        <translation>Classes du modèle</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Classes of the model {model}: one class per tile, the most probable one. Shares are of the area of all classified tiles.</source>
        <translation>Classes du modèle {model}&#xa0;: une classe par tuile, la plus probable. Les parts se rapportent à la surface de toutes les tuiles classées.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/provenance.py"/>
        <source>Classes of the network {model} {version}, one for each of its tiles.</source>
        <translation>Classes du réseau {model} {version}, une pour chacune de ses tuiles.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/composition.py"/>
        <source>Classified area (ha)</source>
        <translation>Surface classée (ha)</translation>
    </message>
    <message>
        <location filename="../core/summary/time_chart.py"/>
        <source>Classified area by day: {days}</source>
        <translation>Surface classée par jour&#xa0;: {days}</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>Classified grid</source>
        <translation>Grille classée</translation>
    </message>
    <message>
        <location filename="../adapters/grid/composition.py"/>
        <source>Classified part</source>
        <translation>Part classée</translation>
    </message>
    <message>
        <location filename="../adapters/grid/composition.py"/>
        <source>Classified part of the polygon, 0 to 1; nothing is said of the rest</source>
        <translation>Part classée du polygone, de 0 à 1&#xa0;; rien n’est dit du reste</translation>
    </message>
    <message>
        <location filename="../processing/classify_scenes.py"/>
        <source>Classifies many images one after the other, each as Classify raster does, into a folder that remembers what is done. It may be cancelled, or QGIS closed: the next run with the same folder does only what is missing. An image that cannot be classified stops nothing; log and report say why.

The folder holds a grid for each image, an index of their footprints, tables of hectares by image and by day, and a report with a chart over time. Open run makes one layer of it.

The command line (python3 -m eurosat_batch) works on the same folders, in several processes or on a cluster: what one has begun, the other goes on with.</source>
        <translation>Classe de nombreuses images l’une après l’autre, chacune comme le fait Classer un raster, dans un dossier qui retient ce qui est fait. Le traitement peut être annulé, ou QGIS fermé&#xa0;: le suivant avec le même dossier ne fait que ce qui manque. Une image qui ne peut pas être classée n’arrête rien&#xa0;; le journal et le rapport disent pourquoi.

Le dossier contient une grille par image, un index de leurs emprises, des tableaux d’hectares par image et par jour, et un rapport avec un graphique dans le temps. Ouvrir un traitement en fait une seule couche.

La ligne de commande (python3 -m eurosat_batch) travaille sur les mêmes dossiers, en plusieurs processus ou sur une grappe de calcul&#xa0;: ce que l’un a commencé, l’autre le continue.</translation>
    </message>
    <message>
        <location filename="../processing/classify_raster.py"/>
        <source>Classifies the 640 m tiles of a Sentinel-2 image into EuroSAT's ten land-cover classes.</source>
        <translation>Classe les tuiles de 640&#xa0;m d’une image Sentinel-2 selon les dix classes d’occupation du sol d’EuroSAT.</translation>
    </message>
    <message>
        <location filename="../processing/classify_scenes.py"/>
        <source>Classifies the images of a folder or of a search, and goes on where it was stopped.</source>
        <translation>Classe les images d’un dossier ou d’une recherche, et reprend là où il s’est arrêté.</translation>
    </message>
    <message>
        <location filename="../processing/classify_canvas.py"/>
        <source>Classifies what the map displays, such as a base map from a server, into EuroSAT's ten classes.</source>
        <translation>Classe ce que la carte affiche, par exemple un fond de carte d’un serveur, selon les dix classes d’EuroSAT.</translation>
    </message>
    <message>
        <location filename="../processing/classify_scenes.py"/>
        <source>Classify many scenes</source>
        <translation>Classer de nombreuses scènes</translation>
    </message>
    <message>
        <location filename="../processing/classify_canvas.py"/>
        <source>Classify map as displayed</source>
        <translation>Classer la carte affichée</translation>
    </message>
    <message>
        <location filename="../processing/classify_raster.py"/>
        <source>Classify raster</source>
        <translation>Classer un raster</translation>
    </message>
    <message>
        <location filename="../processing/grid_run.py"/>
        <source>Classifying the tiles…</source>
        <translation>Classification des tuiles…</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Cloud (%)</source>
        <translation>Nuages (%)</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Colours as displayed (display)</source>
        <translation>Couleurs telles qu’affichées (display)</translation>
    </message>
    <message>
        <location filename="../processing/canvas_source.py"/>
        <source>Colours as displayed are classified: {title}.</source>
        <translation>Ce sont les couleurs affichées qui sont classées&#xa0;: {title}.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Column</source>
        <translation>Colonne</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Column of the tile in the grid, from 0 at the left</source>
        <translation>Colonne de la tuile dans la grille, à partir de 0 à gauche</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>Column with the labels</source>
        <translation>Colonne des étiquettes</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>Column with the names of the districts</source>
        <translation>Colonne des noms des districts</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>Column with the second labels</source>
        <translation>Colonne des secondes étiquettes</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>Columns with all probabilities</source>
        <translation>Colonnes de toutes les probabilités</translation>
    </message>
    <message>
        <location filename="../core/summary/run_report.py"/>
        <source>Columns: hectares of the classes on each day, in the colours of the table below.</source>
        <translation>Colonnes&#xa0;: hectares des classes pour chaque jour, dans les couleurs du tableau ci-dessous.</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Compare two grids</source>
        <translation>Comparer deux grilles</translation>
    </message>
    <message>
        <location filename="../processing/comparison_output.py"/>
        <source>Compared: {compared}. The classes of {different} differ; by probability {change} ({share}) have changed.</source>
        <translation>Comparés&#xa0;: {compared}. Les classes de {different} diffèrent&#xa0;; selon la probabilité, {change} ({share}) ont changé.</translation>
    </message>
    <message>
        <location filename="../processing/composition.py"/>
        <source>Composition</source>
        <translation>Composition</translation>
    </message>
    <message>
        <location filename="../processing/composition.py"/>
        <source>Composition of polygons</source>
        <translation>Composition de polygones</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Confidence</source>
        <translation>Confiance</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Confidence below which a tile is uncertain</source>
        <translation>Confiance en dessous de laquelle une tuile est incertaine</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Confidence minus that of the second class, 0 to 1</source>
        <translation>Confiance moins celle de la deuxième classe, de 0 à 1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Confidence of that class, 0 to 1</source>
        <translation>Confiance de cette classe, de 0 à 1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Confidence of the map</source>
        <translation>Confiance de la carte</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Confidence of the second class</source>
        <translation>Confiance de la deuxième classe</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>Confidence that divides the classes</source>
        <translation>Confiance qui partage les classes</translation>
    </message>
    <message>
        <location filename="../core/product/acquisition.py"/>
        <source>Contains modified Copernicus Sentinel data {year}.</source>
        <translation>Contient des données Copernicus Sentinel modifiées {year}.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Contains modified Copernicus Sentinel data.</source>
        <translation>Contient des données Copernicus Sentinel modifiées.</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Contains modified Copernicus Sentinel data; maps made from it must say so with the image's year.</source>
        <translation>Contient des données Copernicus Sentinel modifiées&#xa0;; les cartes qui en sont tirées doivent le mentionner avec l’année de l’image.</translation>
    </message>
    <message>
        <location filename="../core/network/convolution.py"/>
        <source>Conv with computed weights</source>
        <translation>une convolution (Conv) à poids calculés</translation>
    </message>
    <message>
        <location filename="../core/network/convolution.py"/>
        <source>Conv with weights of shape {weights} and bias of shape {bias}</source>
        <translation>une convolution (Conv) avec des poids de forme {weights} et un biais de forme {bias}</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Coordinate reference system of the pixels</source>
        <translation>Système de coordonnées de référence des pixels</translation>
    </message>
    <message>
        <location filename="../core/catalogue/services.py"/>
        <source>Copernicus Data Space</source>
        <translation>Copernicus Data Space</translation>
    </message>
    <message>
        <location filename="../core/catalogue/services.py"/>
        <source>Copernicus Data Space Ecosystem</source>
        <translation>Copernicus Data Space Ecosystem</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Copernicus Data Space: Level-1C and 2A, with an account's keys (copernicus)</source>
        <translation>Copernicus Data Space&#xa0;: niveaux 1C et 2A, avec les clés d’un compte (copernicus)</translation>
    </message>
    <message>
        <location filename="../processing/class_statistics.py"/>
        <source>Counts a grid that Classify raster made, however long ago, or only its selected tiles. The table has a row for each class, in class order: tiles, hectares, share of the classified area, mean confidence, probable hectares and uncertain hectares.

Probable hectares count every tile for each class with its probability, so that a tile half forest, half pasture is half of each. They are exact where the grid has the columns of all probabilities (option of Classify raster), and otherwise estimated from the first two classes; log and report say so.

The report is one HTML file with histogram, table, warnings and settings; any browser shows and prints it.</source>
        <translation>Fait le bilan d’une grille produite par «&#xa0;Classer un raster&#xa0;», si ancienne soit-elle, ou seulement de ses tuiles sélectionnées. La table a une ligne pour chaque classe, dans leur ordre&#xa0;: tuiles, hectares, part de la surface classée, confiance moyenne, hectares probables et hectares incertains.

Les hectares probables comptent chaque tuile dans chaque classe selon sa probabilité&#xa0;: une tuile moitié forêt, moitié pâturage compte pour moitié dans chacune. Ils sont exacts si la grille contient les colonnes de toutes les probabilités (option de «&#xa0;Classer un raster&#xa0;»), sinon estimés d’après les deux premières classes&#xa0;; le journal et le rapport l’indiquent.

Le rapport est un fichier HTML unique avec histogramme, table, avertissements et paramètres&#xa0;; tout navigateur l’affiche et l’imprime.</translation>
    </message>
    <message>
        <location filename="../processing/composition.py"/>
        <source>Counts the tiles of a grid that Classify raster made in each polygon, in whatever coordinate system. A tile at the border counts by the part of it that is inside.

Shares are those of the classified area. The column coverage says what part of the polygon that is: of the rest nothing is known, and nothing is said.

Probable hectares count every tile for each class with its probability; they are exact where the grid has the columns of all probabilities (option of Classify raster), and otherwise estimated from the first two classes; the log says so.</source>
        <translation>Compte, dans chaque polygone et quel que soit son système de coordonnées, les tuiles d’une grille produite par Classer un raster. Une tuile à la limite compte pour sa partie intérieure.

Les parts sont celles de la surface classée. La colonne coverage indique quelle part du polygone cela représente&#xa0;: du reste on ne sait rien, et rien n’est dit.

Les hectares probables comptent chaque tuile pour chaque classe selon sa probabilité&#xa0;; ils sont exacts si la grille contient les colonnes de toutes les probabilités (option de Classer un raster), et sinon estimés d’après les deux premières classes&#xa0;; le journal le dit.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Covered part</source>
        <translation>Part couverte</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Covers (%)</source>
        <translation>Couvre (%)</translation>
    </message>
    <message>
        <location filename="../processing/classify_raster.py"/>
        <source>Cuts a Sentinel-2 image into tiles of 64 × 64 pixels (640 m), classifies each with the bundled convolutional network into one of EuroSAT's ten land-cover classes, and writes a styled polygon grid.

Any Sentinel-2 product will do: a GeoTIFF or virtual raster with B04, B03 and B02, the metadata file (MTD_MSIL1C.xml, MTD_MSIL2A.xml) of a .SAFE folder, or a true-colour image. Images with other pixels than 10 m are resampled. Radiometry “auto” reads from metadata, names and values how the numbers are to be understood, and says in the log what it found.

The field flag tells why a tile is doubtful: uncertain (low confidence), unfamiliar (unlike the training tiles), bright (cloud, snow or sand), implausible (called water where near infrared or the scene classification shows hardly any, or land where it shows little else) or nodata (not classified).

Table and report sum the grid up; “Class statistics” makes both of any grid later.</source>
        <translation>Découpe une image Sentinel-2 en tuiles de 64 × 64 pixels (640&#xa0;m), attribue à chacune, grâce au réseau convolutif fourni, l’une des dix classes d’occupation du sol d’EuroSAT et écrit une grille de polygones avec son style.

Tout produit Sentinel-2 convient&#xa0;: un GeoTIFF ou un raster virtuel avec B04, B03 et B02, le fichier de métadonnées (MTD_MSIL1C.xml, MTD_MSIL2A.xml) d’un dossier .SAFE, ou une image en couleurs naturelles. Les images dont les pixels ne font pas 10&#xa0;m sont rééchantillonnées. La radiométrie «&#xa0;auto&#xa0;» déduit des métadonnées, des noms et des valeurs comment comprendre les nombres, et indique dans le journal ce qu’elle a trouvé.

Le champ flag dit pourquoi une tuile est douteuse&#xa0;: uncertain (confiance faible), unfamiliar (ne ressemble pas aux tuiles d’apprentissage), bright (nuage, neige ou sable), implausible (classée en eau là où le proche infrarouge ou la classification de scène n’en montre presque pas, ou en terre là où ils ne montrent presque que de l’eau) ou nodata (non classée).

La table et le rapport font le bilan de la grille&#xa0;; «&#xa0;Statistiques des classes&#xa0;» produit les deux plus tard, pour n’importe quelle grille.</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Dark frames mean that there is a reason to doubt a tile; grey tiles have no class.</source>
        <translation>Un cadre sombre signale une tuile douteuse&#xa0;; les tuiles grises n’ont pas de classe.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Day on which the image was taken (UTC), empty where its names do not tell it</source>
        <translation>Jour de la prise de vue (UTC), vide si aucun nom ne l’indique</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>Digital numbers ({type}) without a level, L1C and L2A are read alike</source>
        <translation>Comptes numériques ({type}) sans niveau, L1C et L2A se lisent de la même façon</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>District (district)</source>
        <translation>District (district)</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>Districts</source>
        <translation>Districts</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_rendering.py"/>
        <source>Do the layers cover this place?</source>
        <translation>Les couches couvrent-elles cet endroit&#xa0;?</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Doubt</source>
        <translation>Doute</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_style.py"/>
        <source>Doubtful</source>
        <translation>Douteuse</translation>
    </message>
    <message>
        <location filename="../processing/sample_tiles.py"/>
        <source>Draws a stratified random sample of the tiles of a grid, to be looked at and labelled.</source>
        <translation>Tire un échantillon aléatoire stratifié des tuiles d’une grille, à regarder et à étiqueter.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/scene.py"/>
        <source>EDGE is skip, so pixels at the edges are left out: columns {cols}, rows {rows}.</source>
        <translation>EDGE vaut skip, des pixels des bords sont donc omis&#xa0;: colonnes {cols}, lignes {rows}.</translation>
    </message>
    <message>
        <location filename="../core/assessment/tile_strata.py"/>
        <source>EXPECTED cannot be {value!r}; write for example Forest=0.95; River=0.7, each between 0 and 1.</source>
        <translation>EXPECTED ne peut pas être {value!r}&#xa0;; écrivez par exemple Forest=0.95; River=0.7, entre 0 et 1.</translation>
    </message>
    <message>
        <location filename="../processing/sample_tiles.py"/>
        <source>EXPECTED names {name}, which is neither a stratum nor a class; the strata are {strata}.</source>
        <translation>EXPECTED nomme {name}, qui n’est ni une strate ni une classe&#xa0;; les strates sont {strata}.</translation>
    </message>
    <message>
        <location filename="../processing/canvas_parameters.py"/>
        <source>EXTENT cannot be {value!r}; give xmin,xmax,ymin,ymax [CRS] or a layer.</source>
        <translation>EXTENT ne peut pas être «&#xa0;{value}&#xa0;»&#xa0;; indiquez xmin,xmax,ymin,ymax [SCR] ou une couche.</translation>
    </message>
    <message>
        <location filename="../adapters/batch/settings.py"/>
        <source>EXTENT cannot be {value!r}; give xmin,xmax,ymin,ymax [CRS], such as 2,3,48,49 [EPSG:4326].</source>
        <translation>EXTENT ne peut pas être {value!r}&#xa0;; donnez xmin,xmax,ymin,ymax [SCR], par exemple 2,3,48,49 [EPSG:4326].</translation>
    </message>
    <message>
        <location filename="../processing/scene_query.py"/>
        <source>EXTENT is no place on the globe; give one with its CRS, such as 2,3,48,49 [EPSG:4326].</source>
        <translation>EXTENT n’est pas un lieu du globe&#xa0;; donnez-en un avec son SCR, comme 2,3,48,49 [EPSG:4326].</translation>
    </message>
    <message>
        <location filename="../core/catalogue/services.py"/>
        <source>Earth Search (Element 84)</source>
        <translation>Earth Search (Element 84)</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Earth Search (Element 84): Level-2A, no account (earth-search)</source>
        <translation>Earth Search (Element 84)&#xa0;: niveau 2A, sans compte (earth-search)</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>Empty: as many as the wanted standard error needs.</source>
        <translation>Vide&#xa0;: autant que l’erreur-type voulue l’exige.</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Empty: label_1, which the first interpreter of the panel fills in.</source>
        <translation>Vide&#xa0;: label_1, que remplit le premier interprète du panneau.</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Empty: label_2, which the second interpreter of the panel fills in.</source>
        <translation>Vide&#xa0;: label_2, que remplit le second interprète du panneau.</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>Empty: today.</source>
        <translation>Vide&#xa0;: aujourd’hui.</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>Empty: {days} days before the last.</source>
        <translation>Vide&#xa0;: {days} jours avant le dernier.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Energy</source>
        <translation>Énergie</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_search.py"/>
        <source>Entries of the catalogue that describe no scene: {count}.</source>
        <translation>Entrées du catalogue qui ne décrivent pas de scène&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Entropy</source>
        <translation>Entropie</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>Error matrix</source>
        <translation>Matrice de confusion</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>Error matrix, in reference tiles</source>
        <translation>Matrice de confusion, en tuiles de référence</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>Estimators for stratified random sampling, with strata that may differ from the classes of the map: Stehman (2014), Int. J. Remote Sensing 35(13), 4923-4939; where they are the classes, these are those of Olofsson et al. (2014), Remote Sensing of Environment 148, 42-57. Inside a stratum tiles count by their area, and standard errors are corrected for the finite number of tiles.</source>
        <translation>Estimateurs du sondage aléatoire stratifié, dont les strates peuvent différer des classes de la carte&#xa0;: Stehman (2014), Int. J. Remote Sensing 35(13), 4923-4939&#xa0;; là où elles sont les classes, ce sont ceux d’Olofsson et al. (2014), Remote Sensing of Environment 148, 42-57. Dans une strate, les tuiles comptent selon leur surface, et les erreurs-types sont corrigées du nombre fini de tuiles.</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>EuroSAT Land Cover</source>
        <translation>EuroSAT – Occupation du sol</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>EuroSAT class</source>
        <translation>Classe EuroSAT</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_style.py"/>
        <source>EuroSAT classes</source>
        <translation>Classes EuroSAT</translation>
    </message>
    <message>
        <location filename="../adapters/grid/geopackage_styles.py"/>
        <source>EuroSAT land cover</source>
        <translation>Occupation du sol EuroSAT</translation>
    </message>
    <message>
        <location filename="../adapters/grid/geopackage_styles.py"/>
        <source>EuroSAT statistics</source>
        <translation>Statistiques EuroSAT</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_style.py"/>
        <source>EuroSAT, colour-blind safe</source>
        <translation>EuroSAT, pour daltoniens</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>Expected calibration error</source>
        <translation>Erreur de calibration attendue</translation>
    </message>
    <message>
        <location filename="../processing/canvas_parameters.py"/>
        <source>Extent to classify</source>
        <translation>Emprise à classer</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>F1 from</source>
        <translation>F1 de</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>F1 to</source>
        <translation>F1 à</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>FIRST cannot be {value!r}; give a day such as 2025-06-01.</source>
        <translation>FIRST ne peut pas être {value!r}&#xa0;; donnez un jour comme 2025-06-01.</translation>
    </message>
    <message>
        <location filename="../processing/batch_parameters.py"/>
        <source>FOLDER cannot be {value!r}; give the path of a folder.</source>
        <translation>FOLDER ne peut pas être {value!r}&#xa0;; donnez le chemin d’un dossier.</translation>
    </message>
    <message>
        <location filename="../processing/layer_sink.py"/>
        <source>Features cannot be written ({reason}); is the disk full?</source>
        <translation>Les entités ne peuvent être écrites ({reason})&#xa0;; le disque est-il plein&#xa0;?</translation>
    </message>
    <message>
        <location filename="../processing/catalogue_source.py"/>
        <source>Fetching the image: {done} of {total} MB</source>
        <translation>Téléchargement de l’image&#xa0;: {done} sur {total} Mo</translation>
    </message>
    <message>
        <location filename="../processing/search_scenes.py"/>
        <source>Finds the Sentinel-2 images of a place and a period in a catalogue, without downloading any.</source>
        <translation>Trouve dans un catalogue les images Sentinel-2 d’un lieu et d’une période, sans en télécharger aucune.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>First reason to doubt the class (nodata, bright, implausible …); empty if none</source>
        <translation>Première raison de douter de la classe&#xa0;: nodata (sans données), bright (clair), implausible (peu plausible)…&#xa0;; vide s’il n’y en a pas</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>Floating-point numbers up to 3: reflectance</source>
        <translation>Nombres à virgule flottante jusqu’à 3&#xa0;: réflectance</translation>
    </message>
    <message>
        <location filename="../processing/batch_parameters.py"/>
        <source>Folder of images</source>
        <translation>Dossier d’images</translation>
    </message>
    <message>
        <location filename="../processing/batch_parameters.py"/>
        <source>Folder of the run</source>
        <translation>Dossier du traitement</translation>
    </message>
    <message>
        <location filename="../processing/batch_parameters.py"/>
        <source>Footprints of scenes</source>
        <translation>Emprises des scènes</translation>
    </message>
    <message>
        <location filename="../processing/batch_parameters.py"/>
        <source>Footprints of what is done</source>
        <translation>Emprises de ce qui est fait</translation>
    </message>
    <message>
        <location filename="../processing/batch_parameters.py"/>
        <source>For all results: an empty folder, or the folder of a run. Of a run only what is missing is done, no matter where it was begun.</source>
        <translation>Pour tous les résultats&#xa0;: un dossier vide, ou le dossier d’un traitement. D’un traitement, seul ce qui manque est fait, où qu’il ait été commencé.</translation>
    </message>
    <message>
        <location filename="../processing/classify_parameters.py"/>
        <source>For scenes of a catalogue that asks for one: user name and password, or access key and secret key, as QGIS keeps them.</source>
        <translation>Pour les scènes d’un catalogue qui en demande une&#xa0;: nom d’utilisateur et mot de passe, ou clé d’accès et clé secrète, tels que QGIS les conserve.</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>For strata by class and confidence: tiles below it are one stratum, the others another.</source>
        <translation>Pour des strates par classe et confiance&#xa0;: les tuiles au-dessous forment une strate, les autres une autre.</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>For strata by district: each tile is in the one that its centre is in.</source>
        <translation>Pour des strates par district&#xa0;: chaque tuile est dans celui où se trouve son centre.</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>For tiles in which two classes fit. Empty: those of the same interpreter.</source>
        <translation>Pour les tuiles auxquelles deux classes conviennent. Vide&#xa0;: celles du même interprète.</translation>
    </message>
    <message>
        <location filename="../core/classes.py"/>
        <source>Forest</source>
        <translation>Forêt</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>From 0 to 1. Tiles below it keep their class and get the flag uncertain. Empty: the threshold of the model.</source>
        <translation>De 0 à 1. En dessous, les tuiles gardent leur classe et reçoivent la marque uncertain. Vide&#xa0;: le seuil du modèle.</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>From the day</source>
        <translation>À partir du jour</translation>
    </message>
    <message>
        <location filename="../core/summary/run_report.py"/>
        <source>From {first} to {last}</source>
        <translation>Du {first} au {last}</translation>
    </message>
    <message>
        <location filename="../adapters/raster/gdal_calls.py"/>
        <source>GDAL gives no reason</source>
        <translation>GDAL n’en donne pas la raison</translation>
    </message>
    <message>
        <location filename="../processing/classify_scenes.py"/>
        <source>Go on with: python3 -m eurosat_batch run {folder}</source>
        <translation>Continuez avec&#xa0;: python3 -m eurosat_batch run {folder}</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Green</source>
        <translation>Vert</translation>
    </message>
    <message>
        <location filename="../core/product/band_signs.py"/>
        <source>Green differs more from place to place than red, and shadows are redder than green, which land is not: red and green seem to be exchanged. If they are, pick red, green and blue in BANDS.</source>
        <translation>Le vert diffère plus d’un endroit à l’autre que le rouge, et les ombres sont plus rouges que vertes, ce que la terre n’est pas&#xa0;: le rouge et le vert semblent échangés. Si c’est le cas, choisissez rouge, vert et bleu dans BANDS.</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Grid after</source>
        <translation>Grille après</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Grid before</source>
        <translation>Grille avant</translation>
    </message>
    <message>
        <location filename="../processing/grid_to_raster.py"/>
        <source>Grid to raster</source>
        <translation>Grille vers raster</translation>
    </message>
    <message>
        <location filename="../processing/assessment_output.py"/>
        <source>Grid: {grid}. Reference: {sample}.</source>
        <translation>Grille&#xa0;: {grid}. Référence&#xa0;: {sample}.</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>HTML files (*.html)</source>
        <translation>Fichiers HTML (*.html)</translation>
    </message>
    <message>
        <location filename="../adapters/map/network_failures.py"/>
        <source>HTTP status {status}</source>
        <translation>statut HTTP {status}</translation>
    </message>
    <message>
        <location filename="../core/product/refusals.py"/>
        <source>Half of the raster's numbers are below {median:.0f}, and some are at {brightest:.0f}: what was below 0 has become 65536 more, in a type that has no sign. Classify the image as it was before, or make it anew as Int16 or Float32. If this is reflectance scaled to 65535, with clouds, set RADIOMETRY to reflectance.</source>
        <translation>La moitié des nombres du raster est inférieure à {median:.0f}, et certains sont à {brightest:.0f}&#xa0;: ce qui était négatif est devenu 65536 de plus, dans un type sans signe. Classez l’image telle qu’elle était avant, ou refaites-la en Int16 ou Float32. Si c’est une réflectance ramenée à 65535, avec des nuages, donnez reflectance à RADIOMETRY.</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>Hardly a pixel is darker than reflectance {low}: snow, ice or cloud all over, and no map of land.</source>
        <translation>Presque aucun pixel n’est plus sombre que la réflectance {low}&#xa0;: de la neige, de la glace ou des nuages partout, et aucune carte du sol.</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>Hardly a pixel is darker than {low:.0f}, which bright ground has, and images of baseline 04.00 and later as well. Nothing is subtracted; set OFFSET to -1000 if this is such an image.</source>
        <translation>Presque aucun pixel n’est plus sombre que {low:.0f}, ce qui se voit sur un sol clair comme dans les images de la ligne de base 04.00 et des suivantes. Rien n’est soustrait&#xa0;; donnez -1000 à OFFSET si c’est une telle image.</translation>
    </message>
    <message>
        <location filename="../core/product/offset_doubts.py"/>
        <source>Hardly a pixel is darker than {lowest:.0f}, as if 1000 had to be subtracted, but then {reason}: it may be haze or sand as well. Set OFFSET: -1000 for processing baseline 04.00 and later, 0 before it and for harmonised data; or choose a larger piece of the image.</source>
        <translation>Presque aucun pixel n’est plus sombre que {lowest:.0f}, comme s’il fallait soustraire 1000, mais alors {reason}&#xa0;: ce peut être aussi de la brume ou du sable. Réglez OFFSET&#xa0;: -1000 à partir de la version de traitement 04.00, 0 avant elle et pour les données harmonisées&#xa0;; ou choisissez un plus grand morceau de l’image.</translation>
    </message>
    <message>
        <location filename="../core/product/offset_doubts.py"/>
        <source>Hardly a pixel is darker than {lowest:.0f}: bright ground has that, and so have images of processing baseline 04.00 and later, which carry 1000 in every number. Set OFFSET: -1000 for these, 0 for older and harmonised ones; or choose a larger piece of the image.</source>
        <translation>Presque aucun pixel n’est plus sombre que {lowest:.0f}&#xa0;: c’est le cas d’un sol clair, et aussi des images des versions de traitement 04.00 et suivantes, qui portent 1000 dans chaque nombre. Réglez OFFSET&#xa0;: -1000 pour celles-ci, 0 pour les plus anciennes et les harmonisées&#xa0;; ou choisissez un plus grand morceau de l’image.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Harmonic mean of user's and producer's accuracy, 0 to 1</source>
        <translation>Moyenne harmonique des exactitudes utilisateur et producteur, de 0 à 1</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>Hectares</source>
        <translation>Hectares</translation>
    </message>
    <message>
        <location filename="../core/summary/run_report.py"/>
        <source>Hectares by day</source>
        <translation>Hectares par jour</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Hectares changed, by probability</source>
        <translation>Hectares changés, selon la probabilité</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Hectares changed, estimated from the sample</source>
        <translation>Hectares changés, estimés par l’échantillon</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Hectares compared</source>
        <translation>Hectares comparés</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Hectares from class to class</source>
        <translation>Hectares de classe à classe</translation>
    </message>
    <message>
        <location filename="../adapters/grid/composition.py"/>
        <source>Hectares in it that were classified: valid pixels of tiles</source>
        <translation>Hectares classés dans le polygone&#xa0;: pixels valides des tuiles</translation>
    </message>
    <message>
        <location filename="../adapters/grid/composition.py"/>
        <source>Hectares of all tiles in the polygon, each times its probability of {land_cover}</source>
        <translation>Hectares de toutes les tuiles dans le polygone, chacune multipliée par sa probabilité de {land_cover}</translation>
    </message>
    <message>
        <location filename="../adapters/grid/statistics_table.py"/>
        <source>Hectares of all tiles, each times its probability of the class</source>
        <translation>Hectares de toutes les tuiles, chacune multipliée par sa probabilité pour la classe</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Hectares of the class before that both grids have</source>
        <translation>Hectares de la classe d’avant que les deux grilles ont</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Hectares of the map that the tile stands for</source>
        <translation>Hectares de la carte que la tuile représente</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Hectares of the tile that both grids have</source>
        <translation>Hectares de la tuile que les deux grilles ont</translation>
    </message>
    <message>
        <location filename="../adapters/grid/statistics_table.py"/>
        <source>Hectares of the tiles of the class that are flagged uncertain</source>
        <translation>Hectares des tuiles de la classe marquées comme incertaines</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Hectares that are {land_cover} after</source>
        <translation>Hectares qui sont ensuite&#xa0;: {land_cover}</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Hectares that the map calls so, pixels counted</source>
        <translation>Hectares que la carte nomme ainsi, pixels comptés</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Hectares that the stratum has on the map</source>
        <translation>Hectares de la strate sur la carte</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Hectares that there are, estimated from the sample</source>
        <translation>Hectares réels, estimés par l’échantillon</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Hectares whose classes differ</source>
        <translation>Hectares dont les classes diffèrent</translation>
    </message>
    <message>
        <location filename="../core/classes.py"/>
        <source>Herbaceous vegetation</source>
        <translation>Végétation herbacée</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>Hide the class on the map</source>
        <translation>Cacher la classe de la carte</translation>
    </message>
    <message>
        <location filename="../core/classes.py"/>
        <source>Highway</source>
        <translation>Route/autoroute</translation>
    </message>
    <message>
        <location filename="../core/summary/report_chart.py"/>
        <source>Histogram of the classes: {shares}</source>
        <translation>Histogramme des classes&#xa0;: {shares}</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>How the image was read</source>
        <translation>Comment l’image a été lue</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>How unlike the training tiles: the higher, the less alike (no unit)</source>
        <translation>Dissemblance avec les tuiles d’apprentissage&#xa0;: plus elle est élevée, moins la tuile leur ressemble (sans unité)</translation>
    </message>
    <message>
        <location filename="../processing/batch_parameters.py"/>
        <source>IMAGES cannot be {value!r}; give a folder of images.</source>
        <translation>IMAGES ne peut pas être {value!r}&#xa0;; donnez un dossier d’images.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Image mirrored at its edge (pad)</source>
        <translation>Image reflétée à son bord (pad)</translation>
    </message>
    <message>
        <location filename="../processing/classify_scenes.py"/>
        <source>Image {number} of {all}: {name}</source>
        <translation>Image {number} sur {all}&#xa0;: {name}</translation>
    </message>
    <message>
        <location filename="../core/summary/run_report.py"/>
        <source>Images</source>
        <translation>Images</translation>
    </message>
    <message>
        <location filename="../processing/batch_parameters.py"/>
        <source>Images and .SAFE folders in it, not those in folders below. With neither footprints nor a folder, the plan that lies in the folder of the run goes on.</source>
        <translation>Les images et dossiers .SAFE qu’il contient, sans ceux des dossiers inférieurs. Sans emprises ni dossier, le plan qui se trouve dans le dossier du traitement continue.</translation>
    </message>
    <message>
        <location filename="../processing/batch_parameters.py"/>
        <source>Images done</source>
        <translation>Images faites</translation>
    </message>
    <message>
        <location filename="../processing/classify_scenes.py"/>
        <source>Images done: {done} of {all}.</source>
        <translation>Images faites&#xa0;: {done} sur {all}.</translation>
    </message>
    <message>
        <location filename="../processing/batch_parameters.py"/>
        <source>Images given up</source>
        <translation>Images abandonnées</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/item_layer.py"/>
        <source>Images of {catalogue} cannot be added to a project, which would have to hold signatures or keys: classify the scene, or choose another catalogue.</source>
        <translation>Les images de {catalogue} ne peuvent pas être ajoutées à un projet, qui devrait contenir des signatures ou des clés&#xa0;: classez la scène, ou choisissez un autre catalogue.</translation>
    </message>
    <message>
        <location filename="../processing/batch_parameters.py"/>
        <source>Images planned</source>
        <translation>Images planifiées</translation>
    </message>
    <message>
        <location filename="../processing/classify_scenes.py"/>
        <source>Images planned: {count}.</source>
        <translation>Images planifiées&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../core/summary/run_report.py"/>
        <source>Images that are not done yet: {count}.</source>
        <translation>Images qui ne sont pas encore faites&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../core/summary/run_report.py"/>
        <source>Images that are not listed: {count}.</source>
        <translation>Images qui ne sont pas listées&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../processing/classify_parameters.py"/>
        <source>In any coordinate system; widened to whole pixels and to at least one tile. Empty: all of the image.</source>
        <translation>Dans n’importe quel SCR&#xa0;; élargie aux pixels entiers et à une tuile au moins. Vide&#xa0;: toute l’image.</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>In brackets: 95 % intervals.</source>
        <translation>Entre parenthèses&#xa0;: intervalles à 95&#xa0;%.</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>In percent of the area</source>
        <translation>En pour cent de la surface</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>In scripts as pixels: 64 puts tiles side by side; with 32, 16 and 8 they overlap, and each smaller cell is the mean of those that cover it.</source>
        <translation>En pixels dans les scripts&#xa0;: 64 met les tuiles côte à côte&#xa0;; avec 32, 16 et 8 elles se chevauchent, et chaque maille plus petite est la moyenne de celles qui la couvrent.</translation>
    </message>
    <message>
        <location filename="../core/product/band_signs.py"/>
        <source>In the darkest pixels {band} does not go with the other two (reflectance {red} in red, {green} in green, {blue} in blue): some bands may carry an offset of 1000 and others none, or be of another image. Give all bands the same offset, and classify again.</source>
        <translation>Dans les pixels les plus sombres, {band} ne va pas avec les deux autres bandes (réflectance {red} dans le rouge, {green} dans le vert, {blue} dans le bleu)&#xa0;: certaines bandes portent peut-être un décalage de 1000 et d’autres non, ou viennent d’une autre image. Donnez le même décalage à toutes les bandes, puis classez de nouveau.</translation>
    </message>
    <message>
        <location filename="../core/product/clipping.py"/>
        <source>In {band} {share} % of the pixels have exactly the lowest number, {value}: what was darker is cut off, as where 1000 is subtracted from numbers that do not carry it, or the band is missing there. But for water the classes will be wrong; classify the image as it was before.</source>
        <translation>Dans {band}, {share}&#xa0;% des pixels ont exactement le nombre le plus bas, {value}&#xa0;: ce qui était plus sombre est coupé, comme lorsque 1000 est soustrait de nombres qui ne le portent pas, ou la bande manque à cet endroit. Sauf pour l’eau, les classes seront fausses&#xa0;; classez l’image telle qu’elle était avant.</translation>
    </message>
    <message>
        <location filename="../core/product/mosaic.py"/>
        <source>In {few} of {count} places that were looked at{where} many pixels are darker than 1000, in {many} none is: this may be a mosaic of images with and without the offset of baseline 04.00. Subtract 1000 from those that have it before they are put together.</source>
        <translation>À {few} des {count} endroits examinés{where}, beaucoup de pixels sont plus sombres que 1000, à {many} aucun ne l’est&#xa0;: c’est peut-être une mosaïque d’images avec et sans le décalage de la version 04.00. Soustrayez 1000 de celles qui l’ont avant de les assembler.</translation>
    </message>
    <message>
        <location filename="../core/product/mosaic.py"/>
        <source>In {few} of {count} places that were looked at{where} no pixel is darker than 1000, in {many} many are: this may be a mosaic of images with and without the offset of baseline 04.00. Subtract 1000 from those that have it before they are put together.</source>
        <translation>À {few} des {count} endroits examinés{where}, aucun pixel n’est plus sombre que 1000, à {many} beaucoup le sont&#xa0;: c’est peut-être une mosaïque d’images avec et sans le décalage de la version 04.00. Soustrayez 1000 de celles qui l’ont avant de les assembler.</translation>
    </message>
    <message>
        <location filename="../core/product/mixed_scales.py"/>
        <source>In {few} of {count} places that were looked at{where} the brightest numbers are far below the darkest elsewhere: this seems to be put together of images on different scales, such as digital numbers beside reflectance from 0 to 1, per cent or colours. One of them is read wrongly. Bring all to the same scale, reflectance × 10000, before they are put together.</source>
        <translation>À {few} des {count} endroits examinés{where}, les nombres les plus clairs sont loin au-dessous des plus sombres d’ailleurs&#xa0;: l’image semble assemblée d’images d’échelles différentes, comme des comptes numériques à côté d’une réflectance de 0 à 1, de pour cent ou de couleurs. L’une d’elles est mal lue. Ramenez-les toutes à la même échelle, réflectance × 10000, avant de les assembler.</translation>
    </message>
    <message>
        <location filename="../core/product/clipping.py"/>
        <source>In {share} % of the pixels one or two of the three bands are nodata: a band is missing there, or what was darker is cut off, as where 1000 is subtracted from numbers that do not carry it. These pixels are left out, and but for water the other classes may be wrong, too; classify the image as it was before.</source>
        <translation>Dans {share}&#xa0;% des pixels, une ou deux des trois bandes sont nodata&#xa0;: une bande manque à cet endroit, ou ce qui était plus sombre est coupé, comme lorsque 1000 est soustrait de nombres qui ne le portent pas. Ces pixels sont laissés de côté et, sauf pour l’eau, les autres classes peuvent être fausses aussi&#xa0;; classez l’image telle qu’elle était avant.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Inclusion probability</source>
        <translation>Probabilité d’inclusion</translation>
    </message>
    <message>
        <location filename="../core/classes.py"/>
        <source>Industrial</source>
        <translation>Zone industrielle</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>Inference backend</source>
        <translation>Moteur d’inférence</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>Instead of a bundled model: any network in ONNX that chooses one class for a tile and describes itself, by our model card, a STAC item with the extension MLM beside it, or the keys of Deepness.</source>
        <translation>Au lieu d’un modèle fourni&#xa0;: tout réseau en ONNX qui choisit une classe par tuile et se décrit lui-même, par notre fiche de modèle, un élément STAC avec l’extension MLM à côté de lui, ou les clés de Deepness.</translation>
    </message>
    <message>
        <location filename="../processing/canvas_parameters.py"/>
        <source>Instead of layers: those of the theme, in its styles.</source>
        <translation>À la place des couches&#xa0;: celles du thème, dans ses styles.</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>Is the confidence true here?</source>
        <translation>La confiance est-elle juste ici&#xa0;?</translation>
    </message>
    <message>
        <location filename="../processing/run_announcement.py"/>
        <source>It does not say below which confidence a tile is uncertain: none is, unless MIN_CONFIDENCE is set.</source>
        <translation>Il ne dit pas au-dessous de quelle confiance une tuile est incertaine&#xa0;: aucune ne l’est, sauf si MIN_CONFIDENCE est réglé.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Item</source>
        <translation>Élément</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Its standard error</source>
        <translation>Son erreur-type</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Key of the class before</source>
        <translation>Clé de la classe d’avant</translation>
    </message>
    <message>
        <location filename="../adapters/grid/composition.py"/>
        <source>Key of the class with the largest area, which names columns</source>
        <translation>Clé de la classe de plus grande surface, qui nomme des colonnes</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Key of the class, which names columns</source>
        <translation>Clé de la classe, qui nomme des colonnes</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Key of the most probable class, empty without data</source>
        <translation>Clé de la classe la plus probable, vide sans données</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Key of the second most probable class</source>
        <translation>Clé de la deuxième classe la plus probable</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>LAST cannot be {value!r}; give a day such as 2025-08-31.</source>
        <translation>LAST ne peut pas être {value!r}&#xa0;; donnez un jour comme 2025-08-31.</translation>
    </message>
    <message>
        <location filename="../processing/canvas_source.py"/>
        <source>LAYERS and THEME are both given; give one of them, or none.</source>
        <translation>LAYERS et THEME sont donnés tous les deux&#xa0;; n’indiquez que l’un d’eux, ou aucun.</translation>
    </message>
    <message>
        <location filename="../processing/canvas_parameters.py"/>
        <source>LAYERS cannot be {value!r}; give layers of the project, or files.</source>
        <translation>LAYERS ne peut pas être «&#xa0;{value}&#xa0;»&#xa0;; indiquez des couches du projet ou des fichiers.</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>LIMIT needs a number from 1 to 1000; {value!r} given.</source>
        <translation>LIMIT demande un nombre de 1 à 1000&#xa0;; {value!r} reçu.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Label 1</source>
        <translation>Étiquette 1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Label 2</source>
        <translation>Étiquette 2</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_style.py"/>
        <source>Labelled</source>
        <translation>Étiquetée</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>Labelled sample</source>
        <translation>Échantillon étiqueté</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Labels after</source>
        <translation>Étiquettes après</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Labels before</source>
        <translation>Étiquettes avant</translation>
    </message>
    <message>
        <location filename="../adapters/grid/tile_counter.py"/>
        <source>Land cover</source>
        <translation>Occupation du sol</translation>
    </message>
    <message>
        <location filename="../adapters/batch/run_summary.py"/>
        <source>Land cover by version {version} of EuroSAT Land Cover</source>
        <translation>Occupation du sol par la version {version} d’EuroSAT Land Cover</translation>
    </message>
    <message>
        <location filename="../adapters/grid/provenance.py"/>
        <source>Land cover in EuroSAT's ten classes, one per 640 m tile, by the network {model} {version}.</source>
        <translation>Occupation du sol selon les dix classes d’EuroSAT, une par tuile de 640&#xa0;m, par le réseau {model} {version}.</translation>
    </message>
    <message>
        <location filename="../core/summary/run_report.py"/>
        <source>Land cover of many images</source>
        <translation>Occupation du sol de nombreuses images</translation>
    </message>
    <message>
        <location filename="../processing/grid_run.py"/>
        <source>Land cover of {source}</source>
        <translation>Occupation du sol – {source}</translation>
    </message>
    <message>
        <location filename="../core/summary/run_report.py"/>
        <source>Largest class</source>
        <translation>Classe la plus étendue</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Last window moved back inside (shift)</source>
        <translation>Dernière fenêtre ramenée à l’intérieur (shift)</translation>
    </message>
    <message>
        <location filename="../processing/canvas_parameters.py"/>
        <source>Layers</source>
        <translation>Couches</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Left out (skip)</source>
        <translation>Laissé de côté (skip)</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Level-1C (l1c)</source>
        <translation>Niveau 1C (l1c)</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Level-1C true-colour image (tci_l1c)</source>
        <translation>Image en couleurs naturelles de niveau 1C (tci_l1c)</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Level-1C, digital numbers (l1c)</source>
        <translation>Niveau 1C, comptes numériques (l1c)</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Level-2A (l2a)</source>
        <translation>Niveau 2A (l2a)</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Level-2A true-colour image (tci_l2a)</source>
        <translation>Image en couleurs naturelles de niveau 2A (tci_l2a)</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Level-2A, digital numbers (l2a)</source>
        <translation>Niveau 2A, comptes numériques (l2a)</translation>
    </message>
    <message>
        <location filename="../core/product/readings.py"/>
        <source>Level-{level}</source>
        <translation>niveau {level}</translation>
    </message>
    <message>
        <location filename="../core/palettes.py"/>
        <source>Like CORINE Land Cover</source>
        <translation>Comme CORINE Land Cover</translation>
    </message>
    <message>
        <location filename="../processing/raster_source.py"/>
        <source>Looking at the values of the image…</source>
        <translation>Examen des valeurs de l’image…</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Lower end of its 95 % interval</source>
        <translation>Borne inférieure de son intervalle à 95&#xa0;%</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Lower end of the 95 % interval of the area in hectares</source>
        <translation>Borne inférieure de l’intervalle à 95&#xa0;% de la surface, en hectares</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Lower end of the 95 % interval of the hectares changed</source>
        <translation>Borne inférieure de l’intervalle à 95&#xa0;% des hectares changés</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>MATRIX cannot be {value!r}; give a file or TEMPORARY_OUTPUT, or leave it out.</source>
        <translation>MATRIX ne peut pas être {value!r}&#xa0;; donnez un fichier ou TEMPORARY_OUTPUT, ou laissez vide.</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>MINIMUM needs a whole number from 2; {value!r} given.</source>
        <translation>MINIMUM doit être un entier à partir de 2&#xa0;; reçu&#xa0;: {value!r}.</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>MIN_CONFIDENCE needs a number from 0 to 1; {value!r} given.</source>
        <translation>MIN_CONFIDENCE demande un nombre de 0 à 1&#xa0;; valeur donnée&#xa0;: «&#xa0;{value}&#xa0;».</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>MODEL_FILE needs an .onnx file; {value!r} given.</source>
        <translation>MODEL_FILE demande un fichier .onnx&#xa0;; valeur donnée&#xa0;: «&#xa0;{value}&#xa0;».</translation>
    </message>
    <message>
        <location filename="../processing/open_run.py"/>
        <source>Makes one layer of all grids that Classify many scenes, or the command line, has finished in a folder. It has the style of a grid, and the days of the images for the temporal controller.

Tiles without a class are left out, and so are tiles more than half of which an earlier image of the same day shows, so that sums over a day count ground once. Where the images lie in several UTM zones, the layer is in degrees.</source>
        <translation>Fait une seule couche de toutes les grilles que Classer de nombreuses scènes, ou la ligne de commande, a terminées dans un dossier. Elle a le style d’une grille, et les jours des images pour le contrôleur temporel.

Les tuiles sans classe sont omises, de même que celles dont une image antérieure du même jour montre plus de la moitié, pour que les sommes d’un jour comptent le sol une fois. Là où les images se trouvent dans plusieurs zones UTM, la couche est en degrés.</translation>
    </message>
    <message>
        <location filename="../processing/open_run.py"/>
        <source>Makes one styled layer of the grids of a run, for the temporal controller.</source>
        <translation>Fait des grilles d’un traitement une seule couche avec style, pour le contrôleur temporel.</translation>
    </message>
    <message>
        <location filename="../processing/canvas_parameters.py"/>
        <source>Map theme</source>
        <translation>Thème de carte</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>Map ↓ reference →</source>
        <translation>Carte ↓ référence →</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Map: each square is a tile in the colour of its class, as in the table below.</source>
        <translation>Carte&#xa0;: chaque carré est une tuile, à la couleur de sa classe, comme dans la table ci-dessous.</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_chart.py"/>
        <source>Mapped and estimated area of each class</source>
        <translation>Surface cartographiée et estimée de chaque classe</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Mapped area (ha)</source>
        <translation>Surface cartographiée (ha)</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>Mapped hectares</source>
        <translation>Hectares cartographiés</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Margin to the second class</source>
        <translation>Écart avec la deuxième classe</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>Maximum cloud (%)</source>
        <translation>Part maximale de nuages (%)</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>Maximum number of scenes</source>
        <translation>Nombre maximal de scènes</translation>
    </message>
    <message>
        <location filename="../adapters/grid/statistics_table.py"/>
        <source>Mean confidence</source>
        <translation>Confiance moyenne</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_chart.py"/>
        <source>Mean confidence of the map; upwards: part that is right</source>
        <translation>Confiance moyenne de la carte&#xa0;; vers le haut&#xa0;: part qui est juste</translation>
    </message>
    <message>
        <location filename="../adapters/grid/statistics_table.py"/>
        <source>Mean confidence of these tiles, 0 to 1, empty without tiles</source>
        <translation>Confiance moyenne de ces tuiles, de 0 à 1, vide sans tuiles</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>Mean probability of urban classes</source>
        <translation>Probabilité moyenne des classes urbaines</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Meaning: the tile …</source>
        <translation>Signification&#xa0;: la tuile…</translation>
    </message>
    <message>
        <location filename="../core/catalogue/services.py"/>
        <source>Microsoft Planetary Computer</source>
        <translation>Microsoft Planetary Computer</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>Minimum number of tiles of each stratum</source>
        <translation>Nombre minimal de tuiles de chaque strate</translation>
    </message>
    <message>
        <location filename="../core/assessment/labels.py"/>
        <source>Mixed</source>
        <translation>Mixte</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Mixed reference tiles among them</source>
        <translation>Tuiles de référence mixtes parmi elles</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Mixed tiles</source>
        <translation>Tuiles mixtes</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>Model file of your own</source>
        <translation>Votre propre fichier de modèle</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>Model used</source>
        <translation>Modèle utilisé</translation>
    </message>
    <message>
        <location filename="../processing/run_announcement.py"/>
        <source>Model {name} {version}, backend {backend}.</source>
        <translation>Modèle {name} {version}, moteur {backend}.</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>More often right, slower (accurate)</source>
        <translation>Plus souvent juste, plus lent (accurate)</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>More where more is doubtful (neyman)</source>
        <translation>Davantage là où le doute est plus grand (neyman)</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Name of the class before</source>
        <translation>Nom de la classe d’avant</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Name of the class before in EuroSAT</source>
        <translation>Nom de la classe d’avant dans EuroSAT</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Name of the class before in words</source>
        <translation>Nom de la classe d’avant en toutes lettres</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Name of the class in EuroSAT</source>
        <translation>Nom de la classe dans EuroSAT</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Name of the class in the first grid</source>
        <translation>Nom de la classe dans la première grille</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Name of the class in the second grid</source>
        <translation>Nom de la classe dans la seconde grille</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Name of the class in words</source>
        <translation>Nom de la classe en toutes lettres</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Name of the class on the map that the sample was drawn from</source>
        <translation>Nom de la classe sur la carte d’où vient l’échantillon</translation>
    </message>
    <message>
        <location filename="../adapters/grid/composition.py"/>
        <source>Name of the class with the largest area in EuroSAT</source>
        <translation>Nom EuroSAT de la classe de plus grande surface</translation>
    </message>
    <message>
        <location filename="../adapters/grid/composition.py"/>
        <source>Name of the class with the largest area in words</source>
        <translation>Nom en clair de la classe de plus grande surface</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Name of the image that was classified</source>
        <translation>Nom de l’image classée</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Name of the most probable class in EuroSAT, empty without data</source>
        <translation>Nom de la classe la plus probable dans EuroSAT, vide sans données</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Name of the most probable class in words</source>
        <translation>Nom de la classe la plus probable en toutes lettres</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Name of the second most probable class in EuroSAT</source>
        <translation>Nom de la deuxième classe la plus probable dans EuroSAT</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Name of the stratum that the tile was drawn from</source>
        <translation>Nom de la strate d’où la tuile a été tirée</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>Name or tags tell {title}, but 8-bit numbers are colours, and how they were stretched is not known: they are classified as displayed. If this is the product's true-colour image, set RADIOMETRY to tci_{level}, and to reflectance if the numbers are reflectance × 255; better classify its bands.</source>
        <translation>Le nom ou les balises annoncent {title}, mais des nombres de 8 bits sont des couleurs, et leur étirement n’est pas connu&#xa0;: elles sont classées telles qu’affichées. Si c’est l’image en couleurs naturelles du produit, donnez tci_{level} à RADIOMETRY, et reflectance si les nombres sont des réflectances × 255&#xa0;; mieux vaut classer ses bandes.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/geopackage_styles.py"/>
        <source>Names of the columns</source>
        <translation>Noms des colonnes</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Near infrared</source>
        <translation>Proche infrarouge</translation>
    </message>
    <message>
        <location filename="../adapters/raster/scene.py"/>
        <source>Near infrared is used: tiles in the shadow of clouds are flagged unfamiliar.</source>
        <translation>Le proche infrarouge est utilisé&#xa0;: les tuiles à l’ombre de nuages sont marquées unfamiliar.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/scene.py"/>
        <source>Near infrared is used: tiles that are called water where it shows hardly any, or land where it shows little else, are flagged implausible, and those in the shadow of clouds unfamiliar.</source>
        <translation>Le proche infrarouge est utilisé&#xa0;: les tuiles classées en eau là où il n’en montre presque pas, ou en terre là où il ne montre presque que de l’eau, reçoivent la marque implausible, celles à l’ombre des nuages la marque unfamiliar.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/class_names.py"/>
        <source>No data</source>
        <translation>Sans données</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_content.py"/>
        <source>No layer of the project is visible; switch one on in the layer panel, or choose layers.</source>
        <translation>Aucune couche du projet n’est visible&#xa0;; affichez-en une dans le panneau Couches ou choisissez des couches.</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>No number is above 100: if they are reflectance in per cent, set SCALE to 100.</source>
        <translation>Aucun nombre ne dépasse 100&#xa0;: s’il s’agit de réflectance en pour cent, réglez SCALE sur 100.</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>No pixel is darker than reflectance {lowest}; set OFFSET if it is to be used.</source>
        <translation>Aucun pixel n’est plus sombre que la réflectance {lowest}&#xa0;; indiquez OFFSET s’il doit être utilisé.</translation>
    </message>
    <message>
        <location filename="../core/product/offset_doubts.py"/>
        <source>No pixel is darker than {lowest:.0f}. This may be snow, sand or cloud all over, or numbers scaled to 65535 (then set RADIOMETRY to reflectance); if they are digital numbers (reflectance × 10000), set OFFSET: -1000 for processing baseline 04.00 and later, 0 before it and for harmonised data.</source>
        <translation>Aucun pixel n’est plus sombre que {lowest:.0f}. Il se peut que tout soit neige, sable ou nuages, ou que les nombres soient étendus à 65535 (choisissez alors reflectance pour RADIOMETRY)&#xa0;; si ce sont des comptes numériques (réflectance × 10000), indiquez OFFSET&#xa0;: -1000 à partir de la ligne de base de traitement 04.00, 0 avant celle-ci et pour les données harmonisées.</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_words.py"/>
        <source>No temperature is suggested: the grid does not hold the probabilities of all classes (option of Classify raster).</source>
        <translation>Aucune température n’est suggérée&#xa0;: la grille ne contient pas les probabilités de toutes les classes (option de Classer un raster).</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_words.py"/>
        <source>No temperature other than 1 is called for here (best {value}, 95 % from {low} to {high}).</source>
        <translation>Rien n’appelle ici une température autre que 1 (meilleure {value}, 95&#xa0;% de {low} à {high}).</translation>
    </message>
    <message>
        <location filename="../adapters/map/picture_file.py"/>
        <source>No temporary file can be made for the rendered map ({reason}).</source>
        <translation>Impossible de créer un fichier temporaire pour la carte dessinée ({reason}).</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>No tile has a class.</source>
        <translation>Aucune tuile n’a de classe.</translation>
    </message>
    <message>
        <location filename="../processing/grid_run.py"/>
        <source>No tile has enough valid pixels to be classified. Choose another extent; or, where the image shows ground, check whether its dark pixels have become nodata, as where 1000 is subtracted from numbers that do not carry it.</source>
        <translation>Aucune tuile n’a assez de pixels valides pour être classée. Choisissez une autre emprise&#xa0;; ou, là où l’image montre le sol, vérifiez si ses pixels sombres ne sont pas devenus nodata, comme lorsque 1000 est soustrait de nombres qui ne le portent pas.</translation>
    </message>
    <message>
        <location filename="../processing/class_statistics.py"/>
        <source>No tile has one of EuroSAT's ten classes.</source>
        <translation>Aucune tuile n’a l’une des dix classes d’EuroSAT.</translation>
    </message>
    <message>
        <location filename="../processing/class_statistics.py"/>
        <source>No tile has one of the classes of the model.</source>
        <translation>Aucune tuile n’a l’une des classes du modèle.</translation>
    </message>
    <message>
        <location filename="../processing/raster_source.py"/>
        <source>No tile lies in the polygons of MASK; choose polygons on the image, or larger ones.</source>
        <translation>Aucune tuile ne se trouve dans les polygones de MASK&#xa0;; choisissez des polygones situés sur l’image, ou plus grands.</translation>
    </message>
    <message>
        <location filename="../processing/assessment_inputs.py"/>
        <source>No tile of the sample has a label yet; label it with Label Tiles in the plugin's menu.</source>
        <translation>Aucune tuile de l’échantillon n’a encore d’étiquette&#xa0;; étiquetez-le avec «&#xa0;Étiqueter des tuiles&#xa0;» dans le menu de l’extension.</translation>
    </message>
    <message>
        <location filename="../processing/comparison_inputs.py"/>
        <source>No tile of {first} has a class in {second}, too; choose two grids of one place.</source>
        <translation>Aucune tuile de {first} n’a aussi une classe dans {second}&#xa0;; choisissez deux grilles d’un même lieu.</translation>
    </message>
    <message>
        <location filename="../processing/sample_tiles.py"/>
        <source>No tile of {layer} has a class; there is nothing to draw from.</source>
        <translation>Aucune tuile de {layer} n’a de classe&#xa0;; il n’y a rien à tirer.</translation>
    </message>
    <message>
        <location filename="../processing/grid_to_raster.py"/>
        <source>No tile of {layer} has a class; there is nothing to export.</source>
        <translation>Aucune tuile de {layer} n’a de classe&#xa0;; il n’y a rien à exporter.</translation>
    </message>
    <message>
        <location filename="../processing/comparison_inputs.py"/>
        <source>No tile of {layer} has a label in both {before} and {after}; label it for both dates.</source>
        <translation>Aucune tuile de {layer} n’a d’étiquette dans {before} et dans {after}&#xa0;; étiquetez-le pour les deux dates.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/fill_probe.py"/>
        <source>Nodata has been mixed into the pixels beside it, as this image was resampled: numbers there that no ground has are nodata as well.</source>
        <translation>L’absence de données s’est mélangée aux pixels voisins quand cette image a été rééchantillonnée&#xa0;: les nombres qu’aucun sol ne peut avoir y sont aussi de l’absence de données.</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>None</source>
        <translation>Aucune</translation>
    </message>
    <message>
        <location filename="../processing/canvas_source.py"/>
        <source>None of {title} is a raster, a mesh or a layer of tiles: lines and symbols are no ground that can be classified. Add an image or a base map.</source>
        <translation>Rien dans {title} n’est un raster, un maillage ou une couche de tuiles&#xa0;: des lignes et des symboles ne sont pas un sol à classer. Ajoutez une image ou un fond de carte.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/band_cover.py"/>
        <source>Not all bands show the same ground: the file of band {numbers} covers a part of it only. Elsewhere nothing is classified, as if there were no data.</source>
        <translation>Les bandes ne montrent pas toutes le même terrain&#xa0;: le fichier de la bande {numbers} n’en couvre qu’une partie. Ailleurs rien n’est classé, comme s’il n’y avait pas de données.</translation>
    </message>
    <message>
        <location filename="../core/summary/run_report.py"/>
        <source>Not in the sums</source>
        <translation>Hors des sommes</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>Not supported: points that were not drawn from strata of known size, strata that were made after the sample, and clusters of tiles.</source>
        <translation>Non pris en charge&#xa0;: des points qui ne viennent pas de strates de taille connue, des strates formées après le tirage, et des grappes de tuiles.</translation>
    </message>
    <message>
        <location filename="../processing/batch_parameters.py"/>
        <source>Nothing is classified: “python3 -m eurosat_batch run FOLDER” does that, in several processes or on a cluster, and either goes on with what the other has begun.</source>
        <translation>Rien n’est classé&#xa0;: «&#xa0;python3 -m eurosat_batch run FOLDER&#xa0;» le fait, en plusieurs processus ou sur une grappe de calcul, et chacun continue ce que l’autre a commencé.</translation>
    </message>
    <message>
        <location filename="../processing/run_layer.py"/>
        <source>Nothing is done in {folder} yet; run Classify many scenes with it, or choose another folder.</source>
        <translation>Rien n’est encore fait dans {folder}&#xa0;; lancez Classer de nombreuses scènes avec lui, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_content.py"/>
        <source>Nothing of {title} can be rendered. {reasons}</source>
        <translation>Rien ne peut être dessiné&#xa0;: {title}. {reasons}</translation>
    </message>
    <message>
        <location filename="../adapters/raster/placeless.py"/>
        <source>Nothing tells where the raster {name} lies, and a CRS alone does not. Put its world file beside it, georeference it (Georeferencer, in the menu Raster or Layer), or take the file from which it was made.</source>
        <translation>Rien ne dit où se trouve le raster {name}, et un SCR seul ne le dit pas. Placez son fichier world à côté de lui, géoréférencez-le (Géoréférenceur, dans le menu Raster ou Couche), ou prenez le fichier dont il est issu.</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_rendering.py"/>
        <source>Nothing was drawn in the extent of {title}. {reasons}</source>
        <translation>Rien n’a été dessiné dans l’emprise&#xa0;: {title}. {reasons}</translation>
    </message>
    <message>
        <location filename="../adapters/batch/scene_source.py"/>
        <source>Nothing was planned: there is no {path}; correct the list.</source>
        <translation>Rien n’a été planifié&#xa0;: {path} n’existe pas&#xa0;; corrigez la liste.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Number</source>
        <translation>Numéro</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Number of reference tiles that the map calls so</source>
        <translation>Nombre de tuiles de référence que la carte nomme ainsi</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>Number of reference tiles used</source>
        <translation>Nombre de tuiles de référence utilisées</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>Number of scenes</source>
        <translation>Nombre de scènes</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>Number of strata</source>
        <translation>Nombre de strates</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Number of the class before, 0 to 9 in EuroSAT's order</source>
        <translation>Numéro de la classe d’avant, de 0 à 9 dans l’ordre d’EuroSAT</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Number of the class in the model</source>
        <translation>Numéro de la classe dans le modèle</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Number of the class, 0 to 9 in EuroSAT's order</source>
        <translation>Numéro de la classe, de 0 à 9 dans l’ordre d’EuroSAT</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Number of the most probable class in the model</source>
        <translation>Numéro de la classe la plus probable dans le modèle</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Number of the most probable class, 0 to 9 in EuroSAT's order</source>
        <translation>Numéro de la classe la plus probable, de 0 à 9 dans l’ordre d’EuroSAT</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Number of the tile in the sample: the order in which to look at them</source>
        <translation>Numéro de la tuile dans l’échantillon&#xa0;: l’ordre dans lequel les regarder</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>Number of tiles</source>
        <translation>Nombre de tuiles</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>Number of tiles in the sample</source>
        <translation>Nombre de tuiles de l’échantillon</translation>
    </message>
    <message>
        <location filename="../adapters/grid/composition.py"/>
        <source>Number of tiles that lie in the polygon, wholly or in part</source>
        <translation>Nombre de tuiles situées dans le polygone, en tout ou en partie</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Number of tiles that the stratum has on the map</source>
        <translation>Nombre de tuiles de la strate sur la carte</translation>
    </message>
    <message>
        <location filename="../adapters/grid/statistics_table.py"/>
        <source>Number of tiles whose most probable class this is</source>
        <translation>Nombre de tuiles dont c’est la classe la plus probable</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>Numbers</source>
        <translation>Nombres</translation>
    </message>
    <message>
        <location filename="../core/product/decision.py"/>
        <source>OFFSET is for digital numbers and was ignored: the radiometry is {radiometry}.</source>
        <translation>OFFSET concerne les comptes numériques et n’a pas été pris en compte&#xa0;: la radiométrie est {radiometry}.</translation>
    </message>
    <message>
        <location filename="../processing/classify_parameters.py"/>
        <source>OFFSET needs a number such as -1000; {value!r} given.</source>
        <translation>OFFSET demande un nombre, par exemple -1000&#xa0;; valeur donnée&#xa0;: «&#xa0;{value}&#xa0;».</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>OUTPUT cannot be {value!r}; give a file or TEMPORARY_OUTPUT.</source>
        <translation>OUTPUT ne peut pas être «&#xa0;{value}&#xa0;»&#xa0;; indiquez un fichier ou TEMPORARY_OUTPUT.</translation>
    </message>
    <message>
        <location filename="../processing/grid_to_raster.py"/>
        <source>OUTPUT cannot be {value!r}; give the path of a GeoTIFF, such as classes.tif.</source>
        <translation>OUTPUT ne peut pas être {value!r}&#xa0;; donnez le chemin d’un GeoTIFF, par exemple classes.tif.</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>Of a STAC API, such as https://example.org/stac/v1, in place of CATALOGUE.</source>
        <translation>Celle d’une API STAC, comme https://example.org/stac/v1, à la place de CATALOGUE.</translation>
    </message>
    <message>
        <location filename="../processing/raster_source.py"/>
        <source>Of images on a server only red, green and blue for tiles of up to 64 pixels are fetched, and the model needs {bands} in tiles of {size}; download the image, and classify the file.</source>
        <translation>Des images sur un serveur, seuls le rouge, le vert et le bleu sont récupérés, pour des tuiles de 64 pixels au plus, et le modèle demande {bands} en tuiles de {size}&#xa0;; téléchargez l’image et classez le fichier.</translation>
    </message>
    <message>
        <location filename="../processing/comparison_inputs.py"/>
        <source>Of the same ground, such products get other classes in up to {floor} of the area by measurement; that much was not counted as change. {different} of the area differs here.</source>
        <translation>Du même sol, de tels produits reçoivent d’autres classes sur jusqu’à {floor} de la surface, selon les mesures&#xa0;; cette part n’a pas été comptée comme changement. Ici, {different} de la surface diffèrent.</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>Of the whole scene, which is 100 km wide.</source>
        <translation>De la scène entière, large de 100&#xa0;km.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Offset</source>
        <translation>Décalage</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Offset added to the numbers</source>
        <translation>Décalage ajouté aux nombres</translation>
    </message>
    <message>
        <location filename="../processing/classify_parameters.py"/>
        <source>Offset of the numbers</source>
        <translation>Décalage des nombres</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>Offset used</source>
        <translation>Décalage utilisé</translation>
    </message>
    <message>
        <location filename="../processing/run_announcement.py"/>
        <source>On this processor the int8 file of the model fast is {times} times as fast, so it was taken; with the model {other} all computers give the same numbers.</source>
        <translation>Sur ce processeur, le fichier int8 du modèle fast est {times} fois plus rapide&#xa0;: c’est lui qui a été pris&#xa0;; avec le modèle {other}, tous les ordinateurs donnent les mêmes nombres.</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>One HTML file with charts, tables and sentences for a paper.</source>
        <translation>Un fichier HTML avec graphiques, tableaux et phrases pour un article.</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>One HTML file with histogram, map, table, findings, warnings and settings.</source>
        <translation>Un fichier HTML avec histogramme, carte, table, constats, avertissements et paramètres.</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>One for each class. With them the probable hectares of Class statistics are exact.</source>
        <translation>Une par classe. Avec elles, les hectares probables de «&#xa0;Statistiques des classes&#xa0;» sont exacts.</translation>
    </message>
    <message>
        <location filename="../core/product/non_rgb_bands.py"/>
        <source>One of red, green and blue changes from place to place in its own way, which none of them does on land: near infrared may have been taken for a colour. If so, pick red, green and blue in BANDS.</source>
        <translation>L’un du rouge, du vert et du bleu change d’un endroit à l’autre à sa manière, ce qu’aucun ne fait sur terre&#xa0;: le proche infrarouge a peut-être été pris pour une couleur. Si c’est le cas, choisissez rouge, vert et bleu dans BANDS.</translation>
    </message>
    <message>
        <location filename="../processing/grid_to_raster.py"/>
        <source>One pixel for each tile: the number of its class, 0 to 9, and 255 where there is none. The file has the colours of the layer as colour table and the names of the classes as categories, as AcATaMa, the Semi-Automatic Classification Plugin and EnMAP-Box read them; where GDAL can, it is a cloud-optimised GeoTIFF.</source>
        <translation>Un pixel par tuile&#xa0;: le numéro de sa classe, de 0 à 9, et 255 là où il n’y en a pas. Le fichier a les couleurs de la couche comme table de couleurs et les noms des classes comme catégories, telles que les lisent AcATaMa, le Semi-Automatic Classification Plugin et EnMAP-Box&#xa0;; là où GDAL le peut, c’est un GeoTIFF optimisé pour le nuage.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/placeless.py"/>
        <source>Only a coordinate for each pixel tells where the raster {name} lies; warp it (gdalwarp -geoloc), and classify the result.</source>
        <translation>Seule une coordonnée pour chaque pixel dit où se trouve le raster {name}&#xa0;; projetez-le (gdalwarp -geoloc) et classez le résultat.</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>Only for a catalogue that asks for one: user name and password as QGIS keeps them.</source>
        <translation>Seulement pour un catalogue qui en demande une&#xa0;: nom d’utilisateur et mot de passe tels que QGIS les conserve.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/placeless.py"/>
        <source>Only rational polynomials (RPC) tell where the raster {name} lies; orthorectify it (gdalwarp -rpc -to RPC_DEM=heights.tif), and classify the result.</source>
        <translation>Seuls des polynômes rationnels (RPC) disent où se trouve le raster {name}&#xa0;; orthorectifiez-le (gdalwarp -rpc -to RPC_DEM=heights.tif) et classez le résultat.</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>Only the steps between the numbers tell that this is reflectance {white:g} scaled to 65535, as Sentinel Hub writes it (0.4 in a true-colour image); if they are digital numbers, set RADIOMETRY to l1c or l2a.</source>
        <translation>Seuls les écarts entre les nombres disent que c’est une réflectance où {white:g} vaut 65535, comme Sentinel Hub l’écrit (0,4 dans une image en couleurs naturelles)&#xa0;; si ce sont des comptes numériques, donnez l1c ou l2a à RADIOMETRY.</translation>
    </message>
    <message>
        <location filename="../processing/raster_source.py"/>
        <source>Only tiles in the polygons are classified: {count} of {all}.</source>
        <translation>Seules les tuiles situées dans les polygones sont classées&#xa0;: {count} sur {all}.</translation>
    </message>
    <message>
        <location filename="../processing/classify_parameters.py"/>
        <source>Only tiles that lie in these, wholly or in part, are classified. In any coordinate system.</source>
        <translation>Seules les tuiles situées dans ces polygones, en tout ou en partie, sont classées. Dans n’importe quel système de coordonnées.</translation>
    </message>
    <message>
        <location filename="../processing/batch_parameters.py"/>
        <source>Only write the plan, for the command line</source>
        <translation>Écrire seulement le plan, pour la ligne de commande</translation>
    </message>
    <message>
        <location filename="../processing/open_run.py"/>
        <source>Open run</source>
        <translation>Ouvrir un traitement</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Orbit</source>
        <translation>Orbite</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>Overall accuracy</source>
        <translation>Exactitude globale</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_words.py"/>
        <source>Overall accuracy is {accuracy} ± {margin} (95 %), from {tiles} reference tiles of a stratified random sample with {strata} strata (estimators of Stehman 2014).</source>
        <translation>L’exactitude globale est de {accuracy} ± {margin} (95&#xa0;%), d’après {tiles} tuiles de référence d’un échantillon aléatoire stratifié à {strata} strates (estimateurs de Stehman 2014).</translation>
    </message>
    <message>
        <location filename="../core/network/numpy_operators.py"/>
        <source>Pad in mode {mode} or of chosen axes</source>
        <translation>Pad en mode {mode} ou d’axes choisis</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Part of the area that differs without any change</source>
        <translation>Part de la surface qui diffère sans aucun changement</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Part of the area that has changed, by probability</source>
        <translation>Part de la surface qui a changé, selon la probabilité</translation>
    </message>
    <message>
        <location filename="../adapters/grid/composition.py"/>
        <source>Part of the classified area whose most probable class is {land_cover}, 0 to 1</source>
        <translation>Part de la surface classée dont la classe la plus probable est {land_cover}, de 0 à 1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/composition.py"/>
        <source>Part of the classified area whose tiles are uncertain, 0 to 1</source>
        <translation>Part de la surface classée dont les tuiles sont incertaines, de 0 à 1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Part of the tile that the second grid has, 0 to 1</source>
        <translation>Part de la tuile que la seconde grille a, de 0 à 1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Part of the tile's pixels that hold data, 0 to 1</source>
        <translation>Part des pixels de la tuile qui contiennent des données, de 0 à 1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Part of the whole area that the map calls so and that is mixed</source>
        <translation>Part de la surface totale que la carte nomme ainsi et qui est mixte</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Part of the whole area that the map calls so and that is {land_cover}, 0 to 1</source>
        <translation>Part de la surface totale que la carte nomme ainsi et qui est&#xa0;: {land_cover}, de 0 à 1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Part of what is so that the map calls so, 0 to 1</source>
        <translation>Part de ce qui est tel que la carte nomme ainsi, de 0 à 1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Part of what the map calls so that is so, 0 to 1</source>
        <translation>Part de ce que la carte nomme ainsi qui est tel, de 0 à 1</translation>
    </message>
    <message>
        <location filename="../core/classes.py"/>
        <source>Pasture</source>
        <translation>Pâturage</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Percentage of the extent that the scene shows</source>
        <translation>Pourcentage de l’emprise que montre la scène</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Percentage of the whole scene under cloud</source>
        <translation>Pourcentage de la scène entière sous les nuages</translation>
    </message>
    <message>
        <location filename="../core/classes.py"/>
        <source>Permanent crop</source>
        <translation>Culture permanente</translation>
    </message>
    <message>
        <location filename="../adapters/raster/scene.py"/>
        <source>Pixels of {size} m show less than the network learned from: expect wrong classes, above all of roads and houses. Use the bands with 10 m if you can.</source>
        <translation>Des pixels de {size}&#xa0;m montrent moins de détails que ceux sur lesquels le réseau a appris&#xa0;: attendez-vous à des erreurs de classe, surtout pour les routes et les maisons. Si possible, utilisez les bandes à 10&#xa0;m.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/scene.py"/>
        <source>Pixels of {width} × {height} m are resampled to 10 m in {crs} ({description}).</source>
        <translation>Les pixels de {width} × {height}&#xa0;m sont rééchantillonnés à 10&#xa0;m en {crs} ({description}).</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>Place</source>
        <translation>Lieu</translation>
    </message>
    <message>
        <location filename="../core/catalogue/services.py"/>
        <source>Planetary Computer (Microsoft)</source>
        <translation>Planetary Computer (Microsoft)</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Planetary Computer (Microsoft): Level-2A, no account (planetary-computer)</source>
        <translation>Planetary Computer (Microsoft)&#xa0;: niveau 2A, sans compte (planetary-computer)</translation>
    </message>
    <message>
        <location filename="../processing/feature_source.py"/>
        <source>Polygon {number} of {layer} is invalid ({reason}); mend it with the algorithm Fix geometries, or leave it out.</source>
        <translation>Le polygone {number} de {layer} n’est pas valide ({reason})&#xa0;; corrigez-le avec l’algorithme Réparer les géométries, ou retirez-le.</translation>
    </message>
    <message>
        <location filename="../processing/place.py"/>
        <source>Polygon {number} of {layer} lies where the system of the image is not defined; leave it out.</source>
        <translation>Le polygone {number} de {layer} se trouve là où le système de l’image n’est pas défini&#xa0;; retirez-le.</translation>
    </message>
    <message>
        <location filename="../processing/composition.py"/>
        <source>Polygons</source>
        <translation>Polygones</translation>
    </message>
    <message>
        <location filename="../processing/classify_parameters.py"/>
        <source>Polygons to classify in</source>
        <translation>Polygones dans lesquels classer</translation>
    </message>
    <message>
        <location filename="../processing/composition_layer.py"/>
        <source>Polygons without a classified tile: {count}.</source>
        <translation>Polygones sans tuile classée&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Probability of change</source>
        <translation>Probabilité de changement</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Probability of residential, industrial or highway, 0 to 1</source>
        <translation>Probabilité de zone résidentielle, industrielle ou d’autoroute, de 0 à 1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Probability of the class as the model gives it, 0 to 1</source>
        <translation>Probabilité de la classe telle que le modèle la donne, de 0 à 1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Probability of the class {land_cover} as the model gives it, 0 to 1</source>
        <translation>Probabilité de la classe {land_cover} telle que le modèle la donne, de 0 à 1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Probability of the second class, 0 to 1</source>
        <translation>Probabilité de la deuxième classe, de 0 à 1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Probability of {land_cover}</source>
        <translation>Probabilité&#xa0;: {land_cover}</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Probability that the class is another than before, 0 to 1</source>
        <translation>Probabilité que la classe soit une autre qu’avant, de 0 à 1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Probability with which the tile was drawn, 0 to 1</source>
        <translation>Probabilité avec laquelle la tuile a été tirée, de 0 à 1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/statistics_table.py"/>
        <source>Probable area (ha)</source>
        <translation>Surface probable (ha)</translation>
    </message>
    <message>
        <location filename="../adapters/grid/composition.py"/>
        <source>Probable area of {land_cover} (ha)</source>
        <translation>Surface probable de {land_cover} (ha)</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Probable hectares</source>
        <translation>Hectares probables</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Processing baseline</source>
        <translation>Version de traitement (processing baseline)</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Processing level: L1C or L2A</source>
        <translation>Niveau de traitement&#xa0;: L1C ou L2A</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Producer's accuracy</source>
        <translation>Exactitude producteur</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Producer's accuracy from</source>
        <translation>Exactitude producteur de</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Producer's accuracy to</source>
        <translation>Exactitude producteur à</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/runtime_installation.py"/>
        <source>Python {major}.{minor} on {system}</source>
        <translation>Python {major}.{minor} sur {system}</translation>
    </message>
    <message>
        <location filename="../processing/file_output.py"/>
        <source>QGIS cannot read it again in this format; choose .gpkg, .csv or .geojson</source>
        <translation>QGIS ne peut pas le relire dans ce format&#xa0;; choisissez .gpkg, .csv ou .geojson</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/found_runtime.py"/>
        <source>QGIS closed while it was loaded</source>
        <translation>QGIS s’est fermé pendant son chargement</translation>
    </message>
    <message>
        <location filename="../processing/layer_sink.py"/>
        <source>QGIS gives no reason</source>
        <translation>QGIS n’en dit pas la raison</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/runtime_trial.py"/>
        <source>QGIS has loaded another one</source>
        <translation>QGIS en a chargé un autre</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>RADIOMETRY is reflectance, so {white:g} is reflectance 1, but then they are darker than land. They look like digital numbers (reflectance × 10000): set RADIOMETRY to l1c or l2a, or leave it at auto.</source>
        <translation>RADIOMETRY est reflectance, donc {white:g} est la réflectance 1, mais les nombres sont alors plus sombres que la terre. Ils ressemblent à des comptes numériques (réflectance × 10000)&#xa0;: réglez RADIOMETRY sur l1c ou l2a, ou laissez-le sur auto.</translation>
    </message>
    <message>
        <location filename="../core/product/refusals.py"/>
        <source>RADIOMETRY is {key}, for colours from 0 to 255, but the raster's numbers go up to {brightest:.0f}; set it to l1c or l2a for reflectance × 10000, or leave it at auto.</source>
        <translation>RADIOMETRY est {key}, pour des couleurs de 0 à 255, mais les nombres du raster vont jusqu’à {brightest:.0f}&#xa0;; donnez-lui l1c ou l2a pour une réflectance × 10000, ou laissez auto.</translation>
    </message>
    <message>
        <location filename="../core/product/refusals.py"/>
        <source>RADIOMETRY is {key}, for colours, but the raster's numbers are reflectance from 0 to {brightest:.2g}; set it to reflectance, or leave it at auto.</source>
        <translation>RADIOMETRY est {key}, pour des couleurs, mais les nombres du raster sont une réflectance de 0 à {brightest:.2g}&#xa0;; réglez-le sur reflectance, ou laissez-le sur auto.</translation>
    </message>
    <message>
        <location filename="../core/product/decision.py"/>
        <source>RADIOMETRY is {radiometry}, but SCALE is set, and tells how numbers become reflectance: the first was ignored. Leave SCALE empty to read colours.</source>
        <translation>RADIOMETRY est {radiometry}, mais SCALE est réglé et dit comment les nombres deviennent une réflectance&#xa0;: le premier a été ignoré. Laissez SCALE vide pour lire des couleurs.</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>RASTER cannot be {value!r}; give the path of a file, such as classes.tif.</source>
        <translation>RASTER ne peut pas être {value!r}&#xa0;; donnez le chemin d’un fichier, par exemple classes.tif.</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>REPORT cannot be {value!r}; give the path of a file, such as report.html.</source>
        <translation>REPORT ne peut pas être «&#xa0;{value}&#xa0;»&#xa0;; indiquez le chemin d’un fichier, par exemple rapport.html.</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Radiometry</source>
        <translation>Radiométrie</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>Radiometry as set: reflectance, {white:g} is 1</source>
        <translation>Radiométrie indiquée&#xa0;: reflectance, {white:g} vaut 1</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>Radiometry as set: {key}</source>
        <translation>Radiométrie indiquée&#xa0;: {key}</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>Radiometry used</source>
        <translation>Radiométrie utilisée</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>Raster of the classes</source>
        <translation>Raster des classes</translation>
    </message>
    <message>
        <location filename="../processing/batch_parameters.py"/>
        <source>Raster of the classes beside each grid</source>
        <translation>Raster des classes à côté de chaque grille</translation>
    </message>
    <message>
        <location filename="../processing/canvas_source.py"/>
        <source>Read as colours as displayed of {title}</source>
        <translation>Lu comme couleurs affichées&#xa0;: {title}</translation>
    </message>
    <message>
        <location filename="../core/product/alternatives.py"/>
        <source>Read as you chose, but then {reason}; check it.</source>
        <translation>Lue comme choisi, mais alors {reason}&#xa0;; à vérifier.</translation>
    </message>
    <message>
        <location filename="../core/product/decision.py"/>
        <source>Read as {title} ({basis})</source>
        <translation>Lu comme {title} ({basis})</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>Read with {correction} ({source}), but then {reason}, and no other offset fits better. Catalogues may be wrong about it: if the classes look wrong, set OFFSET to 0 or to -1000.</source>
        <translation>Lu avec {correction} ({source}), mais alors {reason}, et aucun autre décalage ne convient mieux. Les catalogues peuvent se tromper&#xa0;: si les classes semblent fausses, mettez OFFSET à 0 ou à -1000.</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>Read with {correction} ({source}), but then {reason}, and no usual offset fits either. Check that there is no nodata value that the file does not declare, and whether the numbers are still those of the product.</source>
        <translation>Image lue ainsi&#xa0;: {correction} ({source}), mais alors {reason}, et aucun décalage usuel ne convient non plus. Vérifiez qu’il n’y a pas de valeur nodata que le fichier ne déclare pas, et si les nombres sont encore ceux du produit.</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>Read with {correction} ({source}), but then {reason}; the numbers look like an image that needs {other}. If the classes look wrong, set OFFSET to {number:g}.</source>
        <translation>Lu ainsi&#xa0;: {correction} ({source}), mais alors {reason}&#xa0;; les nombres ressemblent à une image qui demande&#xa0;: {other}. Si les classes semblent fausses, donnez {number:g} à OFFSET.</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Reasons to doubt</source>
        <translation>Raisons de douter</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Red</source>
        <translation>Rouge</translation>
    </message>
    <message>
        <location filename="../processing/classify_parameters.py"/>
        <source>Red, green and blue band</source>
        <translation>Bandes rouge, verte et bleue</translation>
    </message>
    <message>
        <location filename="../core/product/non_rgb_bands.py"/>
        <source>Red, green and blue show the same: this is a grey picture, or one band was taken three times, and the classes will be wrong. Pick red, green and blue in BANDS, if the raster has them.</source>
        <translation>Le rouge, le vert et le bleu montrent la même chose&#xa0;: c’est une image grise, ou une bande a été prise trois fois, et les classes seront fausses. Choisissez rouge, vert et bleu dans BANDS, si le raster les a.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Reference tiles</source>
        <translation>Tuiles de référence</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Reference tiles of {land_cover} among them</source>
        <translation>Tuiles de référence parmi elles&#xa0;: {land_cover}</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>Reference tiles that nobody can tell</source>
        <translation>Tuiles de référence indiscernables</translation>
    </message>
    <message>
        <location filename="../processing/assessment_inputs.py"/>
        <source>Reference tiles that nobody can tell, left out: {count}. What is said holds for those that can be told.</source>
        <translation>Tuiles de référence indiscernables, laissées de côté&#xa0;: {count}. Ce qui est dit vaut pour les autres.</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>Reference tiles without a label</source>
        <translation>Tuiles de référence sans étiquette</translation>
    </message>
    <message>
        <location filename="../processing/assessment_inputs.py"/>
        <source>Reference tiles without a label, left out: {count}. Unbiased only if it was chance that decided which ones, as when they are labelled in their order.</source>
        <translation>Tuiles de référence sans étiquette, laissées de côté&#xa0;: {count}. Sans biais seulement si le hasard a décidé lesquelles, comme lorsqu’on les étiquette dans leur ordre.</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Reflectance from 0 to 1 (reflectance)</source>
        <translation>Réflectance de 0 à 1 (reflectance)</translation>
    </message>
    <message>
        <location filename="../processing/classify_parameters.py"/>
        <source>Reflectance × 10000 is then number × SCALE + OFFSET: for numbers stretched from black to white, SCALE is (white − black) / (largest number), and OFFSET is black. Empty: found out.</source>
        <translation>La réflectance × 10000 est alors nombre × SCALE + OFFSET&#xa0;: pour des nombres étirés du noir au blanc, SCALE est (blanc − noir) / (plus grand nombre), et OFFSET est le noir. Vide&#xa0;: déterminée automatiquement.</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>Reflectance × {white:.0f}, by the steps between the numbers</source>
        <translation>Réflectance × {white:.0f}, d’après les écarts entre les nombres</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Relative orbit</source>
        <translation>Orbite relative</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_chart.py"/>
        <source>Reliability: how often tiles of a confidence are right</source>
        <translation>Fiabilité&#xa0;: combien de tuiles d’une confiance donnée sont justes</translation>
    </message>
    <message>
        <location filename="../processing/classify_canvas.py"/>
        <source>Renders layers, a map theme or all visible layers at 10 m per pixel in the UTM zone of the extent, and classifies each tile of 64 × 64 pixels (640 m) by its colours as displayed into one of EuroSAT's ten land-cover classes. It takes anything that QGIS can draw: XYZ and WMS layers, mosaics, styled images.

Where the numbers of a Sentinel-2 image are at hand, “Classify raster” is the better choice: the network learned unstyled Sentinel-2 images, and neither contrast stretches nor other sensors nor symbols.

Places where nothing is drawn have no data. Classified grids are not rendered unless they are chosen. At most 100 million pixels (100 × 100 km) are rendered at once; servers may ask for less.</source>
        <translation>Dessine des couches, un thème de carte ou toutes les couches visibles à 10&#xa0;m par pixel dans le fuseau UTM de l’emprise, et attribue à chaque tuile de 64 × 64 pixels (640&#xa0;m), d’après ses couleurs affichées, l’une des dix classes d’occupation du sol d’EuroSAT. Tout ce que QGIS sait dessiner convient&#xa0;: couches XYZ et WMS, mosaïques, images avec leur style.

Si vous disposez des valeurs d’une image Sentinel-2, préférez «&#xa0;Classer un raster&#xa0;»&#xa0;: le réseau a appris sur des images Sentinel-2 sans style, et ne connaît ni rehaussement de contraste, ni autres capteurs, ni symboles.

Les endroits où rien n’est dessiné sont sans données. Les grilles classées ne sont dessinées que si elles sont choisies. Au plus 100 millions de pixels (100 × 100&#xa0;km) sont dessinés à la fois&#xa0;; les serveurs peuvent en demander moins.</translation>
    </message>
    <message>
        <location filename="../processing/batch_parameters.py"/>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <location filename="../adapters/batch/run_summary.py"/>
        <source>Report of {time} by version {version} of the QGIS plugin</source>
        <translation>Rapport du {time} par la version {version} de l’extension QGIS</translation>
    </message>
    <message>
        <location filename="../adapters/map/network_failures.py"/>
        <source>Requests to {host} failed ({reason}), {count} in all; the map is empty where their answers belong.</source>
        <translation>Des requêtes à {host} ont échoué ({reason}), {count} en tout&#xa0;; la carte est vide là où leurs réponses manquent.</translation>
    </message>
    <message>
        <location filename="../core/classes.py"/>
        <source>Residential</source>
        <translation>Zone résidentielle</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>Right</source>
        <translation>Juste</translation>
    </message>
    <message>
        <location filename="../core/classes.py"/>
        <source>River</source>
        <translation>Rivière</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Rotated and mirrored views: a little more often right, and the confidence is steadier, but it takes eight times as long</source>
        <translation>Vues tournées et en miroir&#xa0;: un peu plus souvent juste, et la confiance est plus stable, mais huit fois plus long</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Row</source>
        <translation>Ligne</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>Row of the tile in the grid, from 0 at the top</source>
        <translation>Ligne de la tuile dans la grille, à partir de 0 en haut</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>SAMPLE_SIZE needs a whole number from 2; {value!r} given.</source>
        <translation>SAMPLE_SIZE doit être un entier à partir de 2&#xa0;; reçu&#xa0;: {value!r}.</translation>
    </message>
    <message>
        <location filename="../processing/classify_parameters.py"/>
        <source>SCALE needs a number such as 2000; {value!r} given.</source>
        <translation>SCALE demande un nombre tel que 2000&#xa0;; reçu&#xa0;: {value!r}.</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>SEED needs a whole number from 0 to 2147483647; {value!r} given.</source>
        <translation>SEED doit être un entier de 0 à 2147483647&#xa0;; reçu&#xa0;: {value!r}.</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>SHA-256 of the model file</source>
        <translation>SHA-256 du fichier de modèle</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>STANDARD_ERROR needs a number from 0.001 to 0.2; {value!r} given.</source>
        <translation>STANDARD_ERROR doit être un nombre de 0.001 à 0.2&#xa0;; reçu&#xa0;: {value!r}.</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>STATISTICS cannot be {value!r}; give a file or TEMPORARY_OUTPUT, or leave it out.</source>
        <translation>STATISTICS ne peut pas être «&#xa0;{value}&#xa0;»&#xa0;; indiquez un fichier ou TEMPORARY_OUTPUT, ou n’indiquez rien.</translation>
    </message>
    <message>
        <location filename="../processing/grid_settings.py"/>
        <source>STRIDE cannot be {stride} with tiles of {size} pixels, as those of this model are; choose {other} or more.</source>
        <translation>STRIDE ne peut pas être {stride} avec des tuiles de {size} pixels, comme celles de ce modèle&#xa0;; choisissez {other} ou plus.</translation>
    </message>
    <message>
        <location filename="../core/palettes.py"/>
        <source>Safe for colour-blind people</source>
        <translation>Adaptées aux daltoniens</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>Sample</source>
        <translation>Échantillon</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Sample labelled for both dates</source>
        <translation>Échantillon étiqueté pour les deux dates</translation>
    </message>
    <message>
        <location filename="../processing/sample_tiles.py"/>
        <source>Sample tiles</source>
        <translation>Échantillonner des tuiles</translation>
    </message>
    <message>
        <location filename="../processing/sample_tiles.py"/>
        <source>Sample: {count} tiles, expected standard error of the overall accuracy {error}, seed {seed}.</source>
        <translation>Échantillon&#xa0;: {count} tuiles, erreur-type attendue de l’exactitude globale {error}, graine {seed}.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Satellite</source>
        <translation>Satellite</translation>
    </message>
    <message>
        <location filename="../processing/classify_parameters.py"/>
        <source>Scale of the numbers</source>
        <translation>Échelle des nombres</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Scene</source>
        <translation>Scène</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Scene classification</source>
        <translation>Classification de la scène</translation>
    </message>
    <message>
        <location filename="../processing/catalogue_source.py"/>
        <source>Scene {name}: contains modified Copernicus Sentinel data {year}.</source>
        <translation>Scène {name}&#xa0;: contient des données Copernicus Sentinel modifiées {year}.</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>Scenes</source>
        <translation>Scènes</translation>
    </message>
    <message>
        <location filename="../processing/scene_query.py"/>
        <source>Scenes found: {count}.</source>
        <translation>Scènes trouvées&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>Scenes that touch it are found. In any coordinate system.</source>
        <translation>Les scènes qui le touchent sont trouvées. Dans n’importe quel système de coordonnées.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_search.py"/>
        <source>Scenes with more than {limit} % under cloud that were left out: {count}.</source>
        <translation>Scènes écartées parce que plus de {limit}&#xa0;% en est sous les nuages&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../core/classes.py"/>
        <source>Sea or lake</source>
        <translation>Mer ou lac</translation>
    </message>
    <message>
        <location filename="../processing/search_scenes.py"/>
        <source>Search Sentinel-2 scenes</source>
        <translation>Rechercher des scènes Sentinel-2</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Second class</source>
        <translation>Deuxième classe</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Second class by the first interpreter, where two fit</source>
        <translation>Seconde classe selon le premier interprète, là où deux conviennent</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Second class by the second interpreter, where two fit</source>
        <translation>Seconde classe selon le second interprète, là où deux conviennent</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Second label 1</source>
        <translation>Seconde étiquette 1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Second label 2</source>
        <translation>Seconde étiquette 2</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Seed</source>
        <translation>Graine</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>Seed of the random numbers</source>
        <translation>Graine des nombres aléatoires</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Seed of the random numbers: with it the same tiles are drawn again</source>
        <translation>Graine des nombres aléatoires&#xa0;: avec elle, les mêmes tuiles sont tirées de nouveau</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>Seed used</source>
        <translation>Graine utilisée</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>Sentences for the paper</source>
        <translation>Phrases pour l’article</translation>
    </message>
    <message>
        <location filename="../core/catalogue/services.py"/>
        <source>Sentinel-2 Cloud-Optimized GeoTIFFs, Element 84, Registry of Open Data on AWS</source>
        <translation>Sentinel-2 Cloud-Optimized GeoTIFFs, Element 84, Registry of Open Data on AWS</translation>
    </message>
    <message>
        <location filename="../processing/classify_parameters.py"/>
        <source>Sentinel-2 image</source>
        <translation>Image Sentinel-2</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Sentinel-2 scenes of a catalogue: where they lie, and where their bands are.</source>
        <translation>Scènes Sentinel-2 d’un catalogue&#xa0;: où elles se situent, et où sont leurs bandes.</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Settings</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>Several bands are {bands}; the first is used. Pick others in BANDS.</source>
        <translation>Plusieurs bandes sont {bands}&#xa0;; la première est utilisée. Choisissez-en d’autres dans BANDS.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/statistics_table.py"/>
        <source>Share</source>
        <translation>Part</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>Share of the largest class</source>
        <translation>Part de la classe la plus étendue</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Share of valid pixels</source>
        <translation>Part de pixels valides</translation>
    </message>
    <message>
        <location filename="../adapters/grid/composition.py"/>
        <source>Share of {land_cover}</source>
        <translation>Part de {land_cover}</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>Share out among strata</source>
        <translation>Répartition entre les strates</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Share that is mixed</source>
        <translation>Part mixte</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Share that is {land_cover}</source>
        <translation>Part qui est&#xa0;: {land_cover}</translation>
    </message>
    <message>
        <location filename="../processing/classify_parameters.py"/>
        <source>Sign-in of the catalogue</source>
        <translation>Authentification du catalogue</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Source: {source}</source>
        <translation>Source&#xa0;: {source}</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Standard (fast)</source>
        <translation>Standard (fast)</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>Standard error</source>
        <translation>Erreur-type</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Standard error of F1</source>
        <translation>Erreur-type de F1</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Standard error of the area (ha)</source>
        <translation>Erreur-type de la surface (ha)</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Standard error of the area in hectares</source>
        <translation>Erreur-type de la surface, en hectares</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Standard error of the hectares changed</source>
        <translation>Erreur-type des hectares changés</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>Standard error of the overall accuracy</source>
        <translation>Erreur-type de l’exactitude globale</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Standard error of the producer's accuracy</source>
        <translation>Erreur-type de l’exactitude producteur</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Standard error of the user's accuracy</source>
        <translation>Erreur-type de l’exactitude utilisateur</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Standard, in whole numbers of 8 bits, needs onnxruntime (fast-int8)</source>
        <translation>Standard, en nombres entiers de 8 bits, demande onnxruntime (fast-int8)</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>Standard, the same numbers on every computer (fast-float32)</source>
        <translation>Standard, les mêmes nombres sur tout ordinateur (fast-float32)</translation>
    </message>
    <message>
        <location filename="../processing/class_statistics.py"/>
        <source>Statistics of the classes</source>
        <translation>Statistiques des classes</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>Strata</source>
        <translation>Strates</translation>
    </message>
    <message>
        <location filename="../processing/sample_tiles.py"/>
        <source>Strata by district need DISTRICTS and DISTRICT_FIELD: polygons and their names.</source>
        <translation>Des strates par district demandent DISTRICTS et DISTRICT_FIELD&#xa0;: des polygones et leurs noms.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Stratum</source>
        <translation>Strate</translation>
    </message>
    <message>
        <location filename="../adapters/grid/completeness.py"/>
        <source>Styles and metadata could not be written to {path}; is the disk full? Nothing was put in place.</source>
        <translation>Les styles et les métadonnées n’ont pu être écrits dans {path}&#xa0;; le disque est-il plein&#xa0;? Rien n’a été mis en place.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/geopackage_styles.py"/>
        <source>Styles and metadata of {name} cannot be saved ({reason}); is the disk full?</source>
        <translation>Les styles et les métadonnées de {name} ne peuvent être enregistrés ({reason})&#xa0;; le disque est-il plein&#xa0;?</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>Suggested temperature</source>
        <translation>Température suggérée</translation>
    </message>
    <message>
        <location filename="../processing/class_statistics.py"/>
        <source>Sums up a classified grid: tiles, hectares, share and confidence of each class.</source>
        <translation>Fait le bilan d’une grille classée&#xa0;: tuiles, hectares, part et confiance de chaque classe.</translation>
    </message>
    <message>
        <location filename="../processing/canvas_parameters.py"/>
        <source>THEME cannot be {value!r}; give the name of a map theme of the project.</source>
        <translation>THEME ne peut pas être «&#xa0;{value}&#xa0;»&#xa0;; indiquez le nom d’un thème de carte du projet.</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>Takes a grid and a sample that Sample tiles drew and people labelled (Label Tiles in the plugin's menu). The map's classes are those of the grid where each reference tile lies, so another map of the same place can be assessed with the same sample.

The table has the area of each class, estimated from the sample, beside the mapped one, and user's and producer's accuracy and F1: all with standard errors and 95 % intervals, by Olofsson et al. (2014) and Stehman (2014). The report has charts, the error matrix, the sentences for a paper, and whether the confidence of the map is true here.

Tiles labelled as mixed are a category of their own. Tiles that nobody can tell, or nobody has labelled, are left out and counted; each stratum needs at least two labelled tiles.

The classes are those of the grid, and the sample has to have the same. Of other classes than EuroSAT's a temperature is suggested only where the grid has the columns of all probabilities (option of Classify raster).</source>
        <translation>Prend une grille et un échantillon tiré par «&#xa0;Échantillonner des tuiles&#xa0;» et étiqueté par des personnes («&#xa0;Étiqueter des tuiles&#xa0;» dans le menu de l’extension). Les classes de la carte sont celles de la grille là où se trouve chaque tuile de référence&#xa0;; une autre carte du même lieu peut donc être évaluée avec le même échantillon.

La table donne la surface de chaque classe, estimée par l’échantillon, à côté de la surface cartographiée, ainsi que les exactitudes utilisateur et producteur et F1&#xa0;: le tout avec erreurs-types et intervalles à 95&#xa0;%, selon Olofsson et al. (2014) et Stehman (2014). Le rapport contient des graphiques, la matrice de confusion, les phrases pour un article, et si la confiance de la carte est juste ici.

Les tuiles étiquetées mixtes forment une catégorie à part. Celles que personne ne peut reconnaître ou n’a étiquetées sont laissées de côté et comptées&#xa0;; chaque strate demande au moins deux tuiles étiquetées.

Les classes sont celles de la grille, et l’échantillon doit avoir les mêmes. Pour d’autres classes que celles d’EuroSAT, une température n’est suggérée que si la grille a les colonnes de toutes les probabilités (option de Classer un raster).</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>Tells how right a grid is by a labelled sample, and the area of each class with its error.</source>
        <translation>Dit, d’après un échantillon étiqueté, combien une grille est juste, et la surface de chaque classe avec son erreur.</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Tells what has changed between two grids of one place, and how probable that is.</source>
        <translation>Dit ce qui a changé entre deux grilles d’un même lieu, et avec quelle probabilité.</translation>
    </message>
    <message>
        <location filename="../processing/composition.py"/>
        <source>Tells what polygons, such as districts, consist of: shares and hectares of each class.</source>
        <translation>Indique de quoi se composent des polygones, par exemple des communes&#xa0;: parts et hectares de chaque classe.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Terms</source>
        <translation>Conditions</translation>
    </message>
    <message>
        <location filename="../core/product/stack_order.py"/>
        <source>That bands 4, 3, 2 are red, green and blue is a guess: they have no names, and nothing tells whether the first is B01. If it is B02, set BANDS to 3, 2, 1.</source>
        <translation>Que les bandes 4, 3, 2 soient le rouge, le vert et le bleu est une supposition&#xa0;: elles n’ont pas de noms, et rien ne dit si la première est B01. Si c’est B02, mettez BANDS à 3, 2, 1.</translation>
    </message>
    <message>
        <location filename="../processing/failures.py"/>
        <source>The algorithm failed and gave no reason.</source>
        <translation>L’algorithme a échoué sans dire pourquoi.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/product_files.py"/>
        <source>The archive {name} cannot be read ({reason}); download it again.</source>
        <translation>L’archive {name} ne peut pas être lue ({reason})&#xa0;; téléchargez-la de nouveau.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_rows.py"/>
        <source>The areas of {layer} are not known: it has neither a column area_ha nor polygons; choose a layer that Classify raster made.</source>
        <translation>Les surfaces de {layer} ne sont pas connues&#xa0;: cette couche n’a ni colonne area_ha ni polygones&#xa0;; choisissez une couche produite par «&#xa0;Classer un raster&#xa0;».</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_rows.py"/>
        <source>The areas of {layer} cannot be measured: it has no coordinate reference system; set it in the layer's properties.</source>
        <translation>Les surfaces de {layer} ne peuvent pas être mesurées&#xa0;: cette couche n’a pas de système de coordonnées de référence (SCR)&#xa0;; définissez-le dans les propriétés de la couche.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/band_stack.py"/>
        <source>The bands of the product {title} cannot be read together ({reason}).</source>
        <translation>Les bandes du produit {title} ne peuvent pas être lues ensemble ({reason}).</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>The bands' names say that {red}, {green}, {blue} are red, green and blue, and the file name that the bands are {listed}. If the names are wrong, pick red, green and blue in BANDS.</source>
        <translation>D’après les noms des bandes, {red}, {green}, {blue} sont le rouge, le vert et le bleu, et d’après le nom du fichier les bandes sont {listed}. Si les noms sont faux, choisissez rouge, vert et bleu dans BANDS.</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>The catalogue's usual level (auto)</source>
        <translation>Le niveau habituel du catalogue (auto)</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>The colours of a map as displayed were classified; the terms of use of its sources apply.</source>
        <translation>Ce sont les couleurs affichées d’une carte qui ont été classées&#xa0;; les conditions d’utilisation de ses sources s’appliquent.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_fields.py"/>
        <source>The column {column} of {layer} holds numbers ({type}), but text is needed; choose the layer that Classify raster made.</source>
        <translation>La colonne {column} de {layer} contient des nombres ({type}), mais il faut du texte&#xa0;; choisissez la couche produite par «&#xa0;Classer un raster&#xa0;».</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_fields.py"/>
        <source>The column {column} of {layer} holds text ({type}), but numbers are needed; convert it with Refactor fields.</source>
        <translation>La colonne {column} de {layer} contient du texte ({type}), mais il faut des nombres&#xa0;; convertissez-la avec «&#xa0;Refactoriser les champs&#xa0;».</translation>
    </message>
    <message>
        <location filename="../adapters/grid/reference_tiles.py"/>
        <source>The column {column} of {layer} holds {value!r}; a label is one of {labels}.</source>
        <translation>La colonne {column} de {layer} contient {value!r}&#xa0;; une étiquette est l’une de {labels}.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_fields.py"/>
        <source>The column {column} of {layer} holds {value:g}; a probability is from 0 to 1.</source>
        <translation>La colonne {column} de {layer} contient {value:g}&#xa0;; une probabilité va de 0 à 1.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/reference_tiles.py"/>
        <source>The column {column} of {layer} holds {value}; a number above 0 is needed. Draw the sample again.</source>
        <translation>La colonne {column} de {layer} contient {value}&#xa0;; il faut un nombre supérieur à 0. Tirez l’échantillon de nouveau.</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_words.py"/>
        <source>The confidence misses the truth by {error} on average (expected calibration error).</source>
        <translation>La confiance s’écarte en moyenne de {error} de la vérité (erreur de calibration attendue).</translation>
    </message>
    <message>
        <location filename="../adapters/raster/grid_spacing.py"/>
        <source>The coordinates {axis} of {name} are not evenly spaced, in steps of {least} to {most}: rows or columns are missing, and the others would be stretched over the gap. Fill the gap with missing pixels (reindex in xarray), or save each part by itself.</source>
        <translation>Les coordonnées {axis} de {name} ne sont pas régulières, leurs pas vont de {least} à {most}&#xa0;: des lignes ou des colonnes manquent, et les autres seraient étirées par-dessus. Comblez le trou de pixels sans données (reindex dans xarray), ou enregistrez chaque partie à part.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>The day it was taken (UTC)</source>
        <translation>Le jour de la prise de vue (UTC)</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_area.py"/>
        <source>The extent has no coordinate reference system; add one, as in 9.5,9.7,54.5,54.6 [EPSG:4326].</source>
        <translation>L’emprise n’a pas de système de coordonnées de référence (SCR)&#xa0;; ajoutez-en un, comme dans 9.5,9.7,54.5,54.6 [EPSG:4326].</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_area.py"/>
        <source>The extent is empty; give a rectangle of at least 640 × 640 m.</source>
        <translation>L’emprise est vide&#xa0;; indiquez un rectangle d’au moins 640 × 640&#xa0;m.</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_area.py"/>
        <source>The extent is {width} × {height} km, {pixels} pixels of 10 m; at most {most} are rendered at once. Choose a smaller one, or classify it in parts.</source>
        <translation>L’emprise mesure {width} × {height}&#xa0;km, soit {pixels} pixels de 10&#xa0;m&#xa0;; au plus {most} sont dessinés à la fois. Choisissez-en une plus petite ou classez-la en plusieurs parties.</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_area.py"/>
        <source>The extent is {width} × {height} m, less than one tile of 640 × 640 m; choose a larger one.</source>
        <translation>L’emprise mesure {width} × {height}&#xa0;m, moins qu’une tuile de 640 × 640&#xa0;m&#xa0;; choisissez-en une plus grande.</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_area.py"/>
        <source>The extent is {width} × {height} m, less than one tile of this model, {size} × {size} m; choose a larger one.</source>
        <translation>L’emprise mesure {width} × {height} m, moins qu’une tuile de ce modèle, {size} × {size} m&#xa0;; choisissez-en une plus grande.</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_area.py"/>
        <source>The extent lies off the globe in {crs}; check its numbers and their coordinate reference system.</source>
        <translation>En {crs}, l’emprise se trouve en dehors du globe&#xa0;; vérifiez ses nombres et leur système de coordonnées de référence (SCR).</translation>
    </message>
    <message>
        <location filename="../adapters/raster/layout.py"/>
        <source>The extent lies outside the raster {name}; choose an extent that overlaps it, or leave it empty.</source>
        <translation>L’emprise est en dehors du raster {name}&#xa0;; choisissez une emprise qui le recouvre ou n’en indiquez pas.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/layout.py"/>
        <source>The extent on {name} is too large to be resampled in one UTM zone; choose a smaller one in EXTENT.</source>
        <translation>L’emprise sur {name} est trop grande pour être rééchantillonnée dans un seul fuseau UTM&#xa0;; choisissez-en une plus petite dans EXTENT.</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_area.py"/>
        <source>The extent reaches beyond where {crs} ({description}) is defined; choose a smaller one on the globe.</source>
        <translation>L’emprise dépasse le domaine où {crs} ({description}) est défini&#xa0;; choisissez-en une plus petite sur le globe.</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/wheel.py"/>
        <source>The file {name} does not match the package index (its sha256 begins with {found} and not with {wanted}), so it was deleted. Try again; if it happens again, ask those who run your network.</source>
        <translation>Le fichier {name} n’est pas celui qu’annonce l’index de paquets (son sha256 commence par {found} et non par {wanted})&#xa0;; il a été supprimé. Réessayez et, si cela se reproduit, adressez-vous à l’administrateur de votre réseau.</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/wheel.py"/>
        <source>The file {name} is damaged; download it again.</source>
        <translation>Le fichier {name} est endommagé&#xa0;; téléchargez-le de nouveau.</translation>
    </message>
    <message>
        <location filename="../core/network/onnx_card.py"/>
        <source>The file {name} is longer than any card of a model.</source>
        <translation>Le fichier {name} est plus long que toute fiche de modèle.</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/wheel.py"/>
        <source>The file {name} is not a wheel, or it is damaged; download it again.</source>
        <translation>Le fichier {name} n’est pas un paquet wheel, ou il est endommagé&#xa0;; téléchargez-le de nouveau.</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/wheel.py"/>
        <source>The file {name} is refused: it holds something that a wheel must not hold ({reason}).</source>
        <translation>Le fichier {name} est refusé&#xa0;: il contient ce dont aucun paquet wheel n’a besoin ({reason}).</translation>
    </message>
    <message>
        <location filename="../adapters/raster/products.py"/>
        <source>The file {name} of {product} cannot be read; download the product again.</source>
        <translation>Le fichier {name} de {product} ne peut pas être lu&#xa0;; téléchargez le produit de nouveau.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/band_stack.py"/>
        <source>The file {name} would be {band} by its name, but it calls its own band {described}. Give it the name of the band that it holds; or stack the right files into one raster (Build virtual raster, with separate bands), and pick red, green and blue in BANDS.</source>
        <translation>Le fichier {name} serait {band} d’après son nom, mais il appelle lui-même sa bande {described}. Donnez-lui le nom de la bande qu’il contient&#xa0;; ou bien empilez les bons fichiers dans un seul raster (Construire un raster virtuel, avec des bandes séparées), et choisissez rouge, vert et bleu dans BANDS.</translation>
    </message>
    <message>
        <location filename="../core/network/onnx_card.py"/>
        <source>The file {name}, which describes the model, cannot be read ({reason}).</source>
        <translation>Le fichier {name}, qui décrit le modèle, ne peut pas être lu ({reason}).</translation>
    </message>
    <message>
        <location filename="../adapters/output/geopackage_update.py"/>
        <source>The file {path} cannot be written ({reason}); nothing in it was changed.</source>
        <translation>Le fichier {path} ne peut être écrit ({reason})&#xa0;; rien n’y a été changé.</translation>
    </message>
    <message>
        <location filename="../adapters/output/geopackage_update.py"/>
        <source>The file {path} is a database, but not a GeoPackage; choose another file.</source>
        <translation>Le fichier {path} est une base de données, mais pas un GeoPackage&#xa0;; choisissez un autre fichier.</translation>
    </message>
    <message>
        <location filename="../adapters/output/geopackage_update.py"/>
        <source>The file {path} is in use by another program; wait until it has ended, or choose another file.</source>
        <translation>Le fichier {path} est utilisé par un autre programme&#xa0;; attendez qu’il ait fini, ou choisissez un autre fichier.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/input_files.py"/>
        <source>The file {path} was changed while it was read; nothing was written. Run it once more.</source>
        <translation>Le fichier {path} a été modifié pendant sa lecture&#xa0;; rien n’a été écrit. Relancez le traitement.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/products.py"/>
        <source>The file {title} holds several dates; export one of them, and classify that.</source>
        <translation>Le fichier {title} contient plusieurs dates&#xa0;; exportez l’une d’elles et classez-la.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/products.py"/>
        <source>The file {title} holds several images ({names}), and not B04, B03, B02; open one of them as a layer, or stack the right ones (Build virtual raster, with separate bands).</source>
        <translation>Le fichier {title} contient plusieurs images ({names}), mais pas B04, B03, B02&#xa0;; ouvrez l’une d’elles comme couche ou empilez les bonnes («&#xa0;Construire un raster virtuel&#xa0;», chaque fichier dans une bande séparée).</translation>
    </message>
    <message>
        <location filename="../core/product/refusals.py"/>
        <source>The file's own scale and offset differ between red, green and blue (scale {scales}, offset {shifts}), and the numbers they make do not go together. Give all bands the same in the file's metadata, or remove them, and classify again.</source>
        <translation>L’échelle et le décalage propres au fichier diffèrent entre le rouge, le vert et le bleu (échelle {scales}, décalage {shifts}), et les nombres qui en résultent ne vont pas ensemble. Donnez les mêmes à toutes les bandes dans les métadonnées du fichier, ou retirez-les, et classez de nouveau.</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>The first label (first)</source>
        <translation>La première étiquette (first)</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>The first or the second label (either)</source>
        <translation>La première ou la seconde étiquette (either)</translation>
    </message>
    <message>
        <location filename="../processing/sample_tiles.py"/>
        <source>The first step of an accuracy assessment: tiles are drawn by chance from each stratum, and people say what is really there (Label Tiles in the plugin's menu). Then Accuracy assessment tells how right the map is, and the areas of the classes with their errors.

Without a number of tiles it is computed from the standard error of the overall accuracy that is wanted, and from the accuracy that is expected of each stratum: yours, such as Forest=0.95; River=0.7, or else the mean confidence. The log explains it.

The layer holds for each tile what it was drawn with: stratum, inclusion probability, weight and seed. With the same seed the same tiles are drawn, and a larger sample holds the smaller one. What tells the class on the map is hidden from those who label, unless you show it.</source>
        <translation>Le premier pas d’une évaluation de l’exactitude&#xa0;: des tuiles sont tirées au hasard dans chaque strate, et des personnes disent ce qui s’y trouve vraiment («&#xa0;Étiqueter des tuiles&#xa0;» dans le menu de l’extension). Ensuite «&#xa0;Évaluation de l’exactitude&#xa0;» dit combien la carte est juste, et les surfaces des classes avec leurs erreurs.

Sans nombre de tuiles, il est calculé d’après l’erreur-type voulue de l’exactitude globale et l’exactitude attendue de chaque strate&#xa0;: la vôtre, par exemple Forest=0.95; River=0.7, ou sinon la confiance moyenne. Le journal l’explique.

La couche retient pour chaque tuile comment elle a été tirée&#xa0;: strate, probabilité d’inclusion, poids et graine. Avec la même graine, les mêmes tuiles sont tirées, et un échantillon plus grand contient le plus petit. Ce qui trahit la classe de la carte est caché à ceux qui étiquettent, sauf si vous le montrez.</translation>
    </message>
    <message>
        <location filename="../processing/classify_scenes.py"/>
        <source>The folder of the run is a temporary one: it goes when QGIS is closed. Choose a lasting one.</source>
        <translation>Le dossier du traitement est temporaire&#xa0;: il disparaît quand QGIS se ferme. Choisissez-en un durable.</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>The footprints with day, cloud, level and addresses. The column item is the INPUT of Classify raster.</source>
        <translation>Les contours avec le jour, les nuages, le niveau et les adresses. La colonne item est le paramètre INPUT de Classer un raster.</translation>
    </message>
    <message>
        <location filename="../processing/assessment_inputs.py"/>
        <source>The grid does not hold the probabilities of all ten classes; the suggested temperature rests on estimates of them.</source>
        <translation>La grille ne contient pas les probabilités des dix classes&#xa0;; la température suggérée repose sur des estimations.</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>The grid of the first date; the changes have its tiles.</source>
        <translation>La grille de la première date&#xa0;; les changements ont ses tuiles.</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>The grid of the second date.</source>
        <translation>La grille de la seconde date.</translation>
    </message>
    <message>
        <location filename="../processing/comparison_inputs.py"/>
        <source>The grids have different cell sizes ({first} and {second} pixels).</source>
        <translation>Les grilles ont des tailles de cellule différentes ({first} et {second} pixels).</translation>
    </message>
    <message>
        <location filename="../processing/comparison_inputs.py"/>
        <source>The grids were made by different models ({first} and {second}).</source>
        <translation>Les grilles viennent de modèles différents ({first} et {second}).</translation>
    </message>
    <message>
        <location filename="../processing/comparison_inputs.py"/>
        <source>The grids were made by different versions of the model ({first} and {second}).</source>
        <translation>Les grilles viennent de versions différentes du modèle ({first} et {second}).</translation>
    </message>
    <message>
        <location filename="../processing/comparison_inputs.py"/>
        <source>The grids were read as different products ({first} and {second}).</source>
        <translation>Les grilles ont été lues comme des produits différents ({first} et {second}).</translation>
    </message>
    <message>
        <location filename="../processing/comparison_inputs.py"/>
        <source>The grids were read with different offsets ({first} and {second}).</source>
        <translation>Les grilles ont été lues avec des décalages différents ({first} et {second}).</translation>
    </message>
    <message>
        <location filename="../core/summary/run_report.py"/>
        <source>The images do not tell their days.</source>
        <translation>Les images ne disent pas leur jour.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/item_access.py"/>
        <source>The images of {catalogue} are read with the keys of an account, which is free. Make a sign-in of the type Basic in Settings, Options, Authentication, with the access key as user name and the secret key as password, or one of the type OAuth2, and choose it in AUTH.</source>
        <translation>Les images de {catalogue} se lisent avec les clés d’un compte, qui est gratuit. Créez dans Préférences, Options, Authentification une configuration de type Basic, avec la clé d’accès comme nom d’utilisateur et la clé secrète comme mot de passe, ou une de type OAuth2, et choisissez-la dans AUTH.</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>The largest number is exactly 1: if the numbers were stretched to 0 to 1, set SCALE to white − black and OFFSET to black, both as reflectance × 10000.</source>
        <translation>Le plus grand nombre vaut exactement 1&#xa0;: si les nombres ont été étirés de 0 à 1, donnez blanc − noir à SCALE et noir à OFFSET, tous deux en réflectance × 10000.</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>The latest are kept.</source>
        <translation>Les plus récentes sont gardées.</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>The layer does not record this.</source>
        <translation>La couche n’en dit rien.</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>The layer does not record what it was made from.</source>
        <translation>La couche ne dit pas de quoi elle a été faite.</translation>
    </message>
    <message>
        <location filename="../processing/batch_parameters.py"/>
        <source>The layer that Search Sentinel-2 scenes has written, or the selected ones of it. Each scene becomes a grid; set the extent, or whole scenes are fetched.</source>
        <translation>La couche que Rechercher des scènes Sentinel-2 a écrite, ou ses entités sélectionnées. Chaque scène devient une grille&#xa0;; définissez l’emprise, sinon les scènes entières sont téléchargées.</translation>
    </message>
    <message>
        <location filename="../processing/comparison_inputs.py"/>
        <source>The layer {layer} does not record how it was made; whether it fits the other is not known.</source>
        <translation>La couche {layer} ne dit pas comment elle a été faite&#xa0;; on ne sait pas si elle va avec l’autre.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/reference_tiles.py"/>
        <source>The layer {layer} has no column {column}. Accuracy and areas need a sample that Sample tiles drew; points that were chosen in another way, clusters, and strata that were made afterwards tell nothing here.</source>
        <translation>La couche {layer} n’a pas de colonne {column}. Exactitude et surfaces demandent un échantillon tiré par «&#xa0;Échantillonner des tuiles&#xa0;»&#xa0;; des points choisis autrement, des grappes et des strates formées après coup ne disent rien ici.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/district_names.py"/>
        <source>The layer {layer} has no column {column}; choose the one with the names of the districts.</source>
        <translation>La couche {layer} n’a pas de colonne {column}&#xa0;; choisissez celle des noms des districts.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/reference_tiles.py"/>
        <source>The layer {layer} has no tile; choose a labelled sample.</source>
        <translation>La couche {layer} n’a aucune tuile&#xa0;; choisissez un échantillon étiqueté.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/reference_tiles.py"/>
        <source>The layer {layer} has {count} tiles more than once; each may be in a sample once.</source>
        <translation>La couche {layer} contient {count} tuiles plus d’une fois&#xa0;; chacune ne peut être qu’une fois dans un échantillon.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_fields.py"/>
        <source>The layer {layer} is not a classified grid: it has no column {column}; choose a layer that Classify raster made.</source>
        <translation>La couche {layer} n’est pas une grille classée&#xa0;: elle n’a pas de colonne {column}&#xa0;; choisissez une couche produite par «&#xa0;Classer un raster&#xa0;».</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_rendering.py"/>
        <source>The layer {name} failed: {message}</source>
        <translation>La couche {name} a échoué&#xa0;: {message}</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_content.py"/>
        <source>The layer {name} is a classified grid: its class colours are taken for an image.</source>
        <translation>La couche {name} est une grille classée&#xa0;: les couleurs de ses classes sont prises pour une image.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/raster.py"/>
        <source>The layer {name} is a picture from a server, not numbers; save it as GeoTIFF (Export, Save As) at 10 m per pixel and classify the file.</source>
        <translation>La couche {name} est une image d’un serveur et non des nombres&#xa0;; enregistrez-la en GeoTIFF («&#xa0;Exporter&#xa0;», «&#xa0;Enregistrer sous…&#xa0;») à 10&#xa0;m par pixel et classez ce fichier.</translation>
    </message>
    <message>
        <location filename="../processing/canvas_source.py"/>
        <source>The layer {name} is hidden at 10 m per pixel (1:{scale:.0f}) by its scale range.</source>
        <translation>La couche {name} est masquée à 10&#xa0;m par pixel (1:{scale:.0f}) par sa plage d’échelles.</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_content.py"/>
        <source>The layer {name} is left out: it is a classified grid, a result and not an image.</source>
        <translation>La couche {name} est laissée de côté&#xa0;: c’est une grille classée, un résultat et non une image.</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_content.py"/>
        <source>The layer {name} is left out: it is a table.</source>
        <translation>La couche {name} est laissée de côté&#xa0;: c’est une table.</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_content.py"/>
        <source>The layer {name} is left out: its source cannot be read.</source>
        <translation>La couche {name} est laissée de côté&#xa0;: sa source ne peut pas être lue.</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_content.py"/>
        <source>The layer {name} is rendered as it was last saved, without the edits since.</source>
        <translation>La couche {name} est dessinée telle qu’elle a été enregistrée, sans les modifications faites depuis.</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_rendering.py"/>
        <source>The map has not been rendered.</source>
        <translation>La carte n’a pas été dessinée.</translation>
    </message>
    <message>
        <location filename="../processing/canvas_source.py"/>
        <source>The map is rendered at 10 m per pixel in {crs} ({description}): {width} × {height} pixels.</source>
        <translation>La carte est dessinée à 10&#xa0;m par pixel en {crs} ({description})&#xa0;: {width} × {height} pixels.</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>The map is right if it agrees with</source>
        <translation>La carte est juste si elle s’accorde avec</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_words.py"/>
        <source>The map is too cautious here: a temperature of {value} would mend it (95 % from {low} to {high}).</source>
        <translation>La carte est ici trop prudente&#xa0;: une température de {value} la corrigerait (95&#xa0;% de {low} à {high}).</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_words.py"/>
        <source>The map is too sure of itself here: a temperature of {value} would mend it (95 % from {low} to {high}).</source>
        <translation>La carte est ici trop sûre d’elle&#xa0;: une température de {value} la corrigerait (95&#xa0;% de {low} à {high}).</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>The map tells no confidence.</source>
        <translation>La carte ne dit aucune confiance.</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_content.py"/>
        <source>The map theme {theme!r} shows no layer; choose another, or layers.</source>
        <translation>Le thème de carte «&#xa0;{theme}&#xa0;» n’affiche aucune couche&#xa0;; choisissez-en un autre, ou des couches.</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>The map: the grid that the sample was drawn from, or another of the same place.</source>
        <translation>La carte&#xa0;: la grille d’où l’échantillon a été tiré, ou une autre du même lieu.</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>The metadata say that {value:g} is reflectance 1, but then {reason}; 10000 fits, and is used. Set SCALE to {gain:g} to read them as the metadata say.</source>
        <translation>Les métadonnées disent que {value:g} est la réflectance 1, mais alors {reason}&#xa0;; 10000 convient, et est employé. Donnez {gain:g} à SCALE pour lire les nombres comme les métadonnées le disent.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/product_files.py"/>
        <source>The metadata {name} are no ordinary file; download the product again.</source>
        <translation>Les métadonnées {name} ne sont pas un fichier ordinaire&#xa0;; téléchargez de nouveau le produit.</translation>
    </message>
    <message>
        <location filename="../core/network/model_card.py"/>
        <source>The model cannot be used: {problem}.</source>
        <translation>Le modèle ne peut pas être utilisé&#xa0;: {problem}.</translation>
    </message>
    <message>
        <location filename="../core/network/model_card.py"/>
        <source>The model card has schema {found!r}, this plugin reads schema {wanted}; update the plugin or export the model again.</source>
        <translation>La fiche du modèle suit le schéma «&#xa0;{found}&#xa0;» et cette extension lit le schéma {wanted}&#xa0;; mettez l’extension à jour ou exportez le modèle de nouveau.</translation>
    </message>
    <message>
        <location filename="../core/network/model_card.py"/>
        <source>The model card is incomplete ({reason}); export the model again.</source>
        <translation>La fiche du modèle est incomplète ({reason})&#xa0;; exportez le modèle de nouveau.</translation>
    </message>
    <message>
        <location filename="../core/network/card_text.py"/>
        <source>The model card is nested too deeply; export the model again.</source>
        <translation>La fiche du modèle est imbriquée trop profondément&#xa0;; exportez le modèle de nouveau.</translation>
    </message>
    <message>
        <location filename="../core/network/card_text.py"/>
        <source>The model card is not a JSON object; export the model again.</source>
        <translation>La fiche du modèle n’est pas un objet JSON&#xa0;; exportez le modèle de nouveau.</translation>
    </message>
    <message>
        <location filename="../core/network/card_text.py"/>
        <source>The model card is not valid JSON ({reason}); export the model again.</source>
        <translation>La fiche du modèle n’est pas du JSON valide ({reason})&#xa0;; exportez le modèle de nouveau.</translation>
    </message>
    <message>
        <location filename="../core/network/classifier.py"/>
        <source>The model file {name} cannot be used: for two tiles it gives probabilities of shape {probabilities} and energies of shape {energies}; export the model again.</source>
        <translation>Le fichier de modèle {name} ne peut pas être utilisé&#xa0;: pour deux tuiles, il donne des probabilités de forme {probabilities} et des énergies de forme {energies}&#xa0;; exportez le modèle de nouveau.</translation>
    </message>
    <message>
        <location filename="../core/network/classifier.py"/>
        <source>The model file {name} cannot be used: it ends with a sigmoid, so several classes may be true of a tile; one that chooses a single class is needed.</source>
        <translation>Le fichier de modèle {name} ne peut pas être utilisé&#xa0;: il se termine par une sigmoïde, plusieurs classes peuvent donc valoir pour une tuile&#xa0;; il faut un modèle qui choisit une seule classe.</translation>
    </message>
    <message>
        <location filename="../core/network/classifier.py"/>
        <source>The model file {name} cannot be used: its probabilities do not add up to 1 or its energy is not finite; download or export it again.</source>
        <translation>Le fichier de modèle {name} ne peut pas être utilisé&#xa0;: la somme de ses probabilités n’est pas 1 ou son énergie n’est pas finie&#xa0;; téléchargez-le ou exportez-le de nouveau.</translation>
    </message>
    <message>
        <location filename="../core/network/foreign_card.py"/>
        <source>The model file {name} cannot be used: {problem}; export it again, or describe it otherwise.</source>
        <translation>Le fichier de modèle {name} ne peut pas être utilisé&#xa0;: {problem}&#xa0;; exportez-le de nouveau, ou décrivez-le autrement.</translation>
    </message>
    <message>
        <location filename="../core/network/onnx_card.py"/>
        <source>The model file {name} cannot be used: {problem}; export the model again.</source>
        <translation>Le fichier de modèle {name} ne peut pas être utilisé&#xa0;: {problem}&#xa0;; exportez le modèle de nouveau.</translation>
    </message>
    <message>
        <location filename="../core/network/onnx_card.py"/>
        <source>The model file {name} does not describe itself: it has no model card ({key}), no STAC item with the extension MLM beside it ({item}), and no class_names as Deepness has them.</source>
        <translation>Le fichier de modèle {name} ne se décrit pas&#xa0;: il n’a ni fiche de modèle ({key}), ni élément STAC avec l’extension MLM à côté de lui ({item}), ni class_names comme les écrit Deepness.</translation>
    </message>
    <message>
        <location filename="../core/network/onnx_file.py"/>
        <source>The model file {name} is damaged or not an ONNX file ({reason}); download or export it again.</source>
        <translation>Le fichier de modèle {name} est endommagé ou n’est pas un fichier ONNX ({reason})&#xa0;; téléchargez-le ou exportez-le de nouveau.</translation>
    </message>
    <message>
        <location filename="../core/network/onnx_file.py"/>
        <source>The model file {path} cannot be read ({reason}).</source>
        <translation>Le fichier de modèle {path} ne peut pas être lu ({reason}).</translation>
    </message>
    <message>
        <location filename="../core/network/onnx_file.py"/>
        <source>The model file {path} does not exist; choose another model.</source>
        <translation>Le fichier de modèle {path} n’existe pas&#xa0;; choisissez un autre modèle.</translation>
    </message>
    <message>
        <location filename="../core/network/onnx_file.py"/>
        <source>The model file {path} is larger than {size} MiB; choose a smaller model.</source>
        <translation>Le fichier de modèle {path} dépasse {size}&#xa0;Mio&#xa0;; choisissez un modèle plus petit.</translation>
    </message>
    <message>
        <location filename="../processing/run_announcement.py"/>
        <source>The model has {count} classes ({classes}), sees {bands} and has tiles of {size} × {size} pixels.</source>
        <translation>Le modèle a {count} classes ({classes}), voit {bands} et a des tuiles de {size} × {size} pixels.</translation>
    </message>
    <message>
        <location filename="../processing/canvas_source.py"/>
        <source>The model needs reflectance of the bands {bands}, and a map as displayed has colours alone; use Classify raster, or a model for pictures.</source>
        <translation>Le modèle a besoin de la réflectance des bandes {bands}, et une carte telle qu’affichée n’a que des couleurs&#xa0;; utilisez «&#xa0;Classer un raster&#xa0;», ou un modèle pour images.</translation>
    </message>
    <message>
        <location filename="../processing/raster_source.py"/>
        <source>The model needs reflectance, and the image is read as colours as displayed, which have none; choose an image of Sentinel-2's bands, or a model for pictures.</source>
        <translation>Le modèle a besoin de la réflectance, et l’image est lue comme des couleurs affichées, qui n’en ont pas&#xa0;; choisissez une image des bandes de Sentinel-2, ou un modèle pour images.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/raster.py"/>
        <source>The model needs {missing} as well, and among the bands of {name} they are not found by their names; stack all of its bands into one raster (Build virtual raster, with separate bands), and name them.</source>
        <translation>Le modèle a aussi besoin de {missing}, introuvable par son nom parmi les bandes de {name}&#xa0;; empilez toutes ses bandes dans un seul raster (Construire un raster virtuel, avec des bandes séparées), et nommez-les.</translation>
    </message>
    <message>
        <location filename="../core/network/numpy_network.py"/>
        <source>The model uses {what}, which the numpy backend does not know; install onnxruntime and choose the onnxruntime backend, or choose another model.</source>
        <translation>Le modèle utilise {what}, que le moteur numpy ne connaît pas&#xa0;; installez onnxruntime et choisissez le moteur onnxruntime, ou choisissez un autre modèle.</translation>
    </message>
    <message>
        <location filename="../processing/grid_settings.py"/>
        <source>The model {model} needs onnxruntime, which cannot be imported ({reason}): install it in Settings, Options, EuroSAT Land Cover, or choose the model {other}.</source>
        <translation>Le modèle {model} a besoin d’onnxruntime, qui ne peut pas être importé ({reason})&#xa0;: installez-le dans Préférences, Options, EuroSAT Land Cover, ou choisissez le modèle {other}.</translation>
    </message>
    <message>
        <location filename="../processing/grid_settings.py"/>
        <source>The model {model} needs onnxruntime: choose another backend than numpy, or the model {other}.</source>
        <translation>Le modèle {model} a besoin d’onnxruntime&#xa0;: choisissez un autre moteur que numpy, ou le modèle {other}.</translation>
    </message>
    <message>
        <location filename="../processing/run_announcement.py"/>
        <source>The model {name} does not say how averages are to be read: they are read like single tiles, which makes more of them uncertain.</source>
        <translation>Le modèle {name} ne dit pas comment lire les moyennes&#xa0;: elles sont lues comme des tuiles seules, ce qui en rend davantage incertaines.</translation>
    </message>
    <message>
        <location filename="../core/network/prediction.py"/>
        <source>The model {name} gives no numbers for some tiles; choose another model, or another backend.</source>
        <translation>Le modèle {name} ne donne pas de nombres pour certaines tuiles&#xa0;; choisissez un autre modèle, ou un autre moteur.</translation>
    </message>
    <message>
        <location filename="../core/network/dense_network.py"/>
        <source>The model {name} has maps of another size ({shape}) than its card says; export it again.</source>
        <translation>Le modèle {name} a des cartes d’une autre taille ({shape}) que celle que dit sa fiche&#xa0;; exportez-le de nouveau.</translation>
    </message>
    <message>
        <location filename="../core/network/network_parts.py"/>
        <source>The model {name} has no last map to see an image by.</source>
        <translation>Le modèle {name} n’a pas de dernière carte par laquelle voir une image.</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>The name</source>
        <translation>le nom</translation>
    </message>
    <message>
        <location filename="../processing/canvas_source.py"/>
        <source>The network learned Sentinel-2 reflectance in one fixed scale. A contrast stretch, another sensor, labels and symbols are not what it knows; where the image itself is at hand, use Classify raster.</source>
        <translation>Le réseau a appris les réflectances Sentinel-2 dans une seule échelle fixe. Il ne connaît ni rehaussement de contraste, ni autre capteur, ni étiquettes, ni symboles&#xa0;; si vous disposez de l’image elle-même, utilisez «&#xa0;Classer un raster&#xa0;».</translation>
    </message>
    <message>
        <location filename="../core/network/numpy_network.py"/>
        <source>The network of the model cannot be computed: {how}; export the model again.</source>
        <translation>Le réseau du modèle ne peut pas être calculé&#xa0;: {how}&#xa0;; exportez le modèle de nouveau.</translation>
    </message>
    <message>
        <location filename="../processing/run_announcement.py"/>
        <source>The network sees the image as a whole and not tile by tile, which is several times as fast; of tiles without a doubt {share} get the same class either way.</source>
        <translation>Le réseau voit l’image d’un seul tenant et non tuile par tuile, ce qui est plusieurs fois plus rapide&#xa0;; {share} des tuiles sans doute reçoivent la même classe des deux manières.</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>The network to use, by the name of its file: fast, or accurate, which is more often right and takes up to twice as long (without onnxruntime, five times). fast runs in int8 where this processor gains by it; fast-float32 and fast-int8 are always the same file, for the same numbers on every computer.</source>
        <translation>Le réseau à utiliser, d’après le nom de son fichier&#xa0;: fast, ou accurate, qui se trompe moins souvent et prend jusqu’à deux fois plus de temps (cinq fois sans onnxruntime). fast est calculé en int8 là où ce processeur y gagne&#xa0;; fast-float32 et fast-int8 sont toujours le même fichier, pour les mêmes nombres sur tout ordinateur.</translation>
    </message>
    <message>
        <location filename="../adapters/batch/planned_network.py"/>
        <source>The network {path} cannot be read ({reason}); set MODEL or MODEL_FILE.</source>
        <translation>Le réseau {path} ne peut pas être lu ({reason})&#xa0;; définissez MODEL ou MODEL_FILE.</translation>
    </message>
    <message>
        <location filename="../adapters/batch/plan.py"/>
        <source>The network {path} is another one than it was when this run was planned; put the former file back, or plan again.</source>
        <translation>Le réseau {path} n’est plus celui avec lequel cette exécution a été planifiée&#xa0;; remettez l’ancien fichier, ou planifiez de nouveau.</translation>
    </message>
    <message>
        <location filename="../processing/run_announcement.py"/>
        <source>The onnxruntime of QGIS's Python does not work here ({reason}), so numpy is used.</source>
        <translation>L’onnxruntime du Python de QGIS ne fonctionne pas ici ({reason})&#xa0;; numpy est donc utilisé.</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>The order of the bands is a guess: they have no names, and 1, 2, 3 are taken as red, green, blue. Many stacks begin with blue (B02, B03, B04); set BANDS to 3, 2, 1 if this is one.</source>
        <translation>L’ordre des bandes est supposé&#xa0;: elles n’ont pas de nom, et 1, 2, 3 sont prises pour rouge, vert, bleu. Beaucoup d’empilements commencent par le bleu (B02, B03, B04)&#xa0;; donnez 3, 2, 1 à BANDS si c’en est un.</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/package_index.py"/>
        <source>The package index {address!r} is not an address that begins with https://; set one such as {default}</source>
        <translation>L’index de paquets {address!r} n’est pas une adresse qui commence par https://&#xa0;; indiquez-en une comme {default}</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/runtime_installation.py"/>
        <source>The package index {address} has no {project} for {here}. Classification goes on with numpy.</source>
        <translation>L’index de paquets {address} n’a pas de {project} pour {here}. La classification continue avec numpy.</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/package_index.py"/>
        <source>The package index {index} gives no sha256 for {name}, so the file cannot be checked; set another index, such as {default}</source>
        <translation>L’index de paquets {index} ne donne pas de sha256 pour {name}, si bien que le fichier ne peut pas être vérifié&#xa0;; indiquez un autre index, par exemple {default}</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>The pale part of a bar is uncertain.</source>
        <translation>La partie pâle d’une barre est incertaine.</translation>
    </message>
    <message>
        <location filename="../processing/scene_query.py"/>
        <source>The period ends on {last}, before it begins on {first}; change FIRST or LAST.</source>
        <translation>La période finit le {last}, avant de commencer le {first}&#xa0;; changez FIRST ou LAST.</translation>
    </message>
    <message>
        <location filename="../gui/chart/chart_export.py"/>
        <source>The picture {path} cannot be written; choose another folder.</source>
        <translation>L’image {path} n’a pas pu être écrite&#xa0;; choisissez un autre dossier.</translation>
    </message>
    <message>
        <location filename="../core/product/upsampled.py"/>
        <source>The pixels are 10 m wide, but show nothing as fine: the image seems to be enlarged from pixels of 20 m or more, or blurred. Expect wrong classes, above all of roads and houses. Use the bands with 10 m (B02, B03, B04) as they were measured if you can.</source>
        <translation>Les pixels font 10&#xa0;m, mais ne montrent rien d’aussi fin&#xa0;: l’image semble agrandie à partir de pixels de 20&#xa0;m ou plus, ou floue. Attendez-vous à des classes fausses, surtout pour les routes et les maisons. Si possible, utilisez les bandes à 10&#xa0;m (B02, B03, B04) telles qu’elles ont été mesurées.</translation>
    </message>
    <message>
        <location filename="../processing/comparison_inputs.py"/>
        <source>The probability of change rests on the confidence and the second class: classify both images with the columns of all probabilities for a better one.</source>
        <translation>La probabilité de changement repose sur la confiance et la seconde classe&#xa0;: classez les deux images avec les colonnes de toutes les probabilités pour en avoir une meilleure.</translation>
    </message>
    <message>
        <location filename="../core/summary/estimates.py"/>
        <source>The probable hectares and the urban probability are estimates: the grid does not hold the probabilities of all ten classes, so what the first two classes leave is spread evenly over the others.</source>
        <translation>Les hectares probables et la probabilité urbaine sont une estimation&#xa0;: la grille ne contient pas les probabilités des dix classes, et ce que laissent les deux premières est réparti également entre les autres.</translation>
    </message>
    <message>
        <location filename="../core/summary/estimates.py"/>
        <source>The probable hectares are an estimate: the grid does not hold the probabilities of all classes, so what the first two leave is spread evenly over the others.</source>
        <translation>Les hectares probables sont une estimation&#xa0;: la grille ne contient pas les probabilités de toutes les classes, et ce que laissent les deux premières est réparti également entre les autres.</translation>
    </message>
    <message>
        <location filename="../core/summary/estimates.py"/>
        <source>The probable hectares are an estimate: the grid does not hold the probabilities of all ten classes, so what the first two classes leave is spread evenly over the others.</source>
        <translation>Les hectares probables sont une estimation&#xa0;: la grille ne contient pas les probabilités des dix classes, et ce que laissent les deux premières est réparti également entre les autres.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/products.py"/>
        <source>The product {name} holds no {size} m file of {missing}; download it again.</source>
        <translation>Le produit {name} ne contient pas de fichier à {size}&#xa0;m de {missing}&#xa0;; téléchargez-le de nouveau.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/products.py"/>
        <source>The product {name} holds {bands} at 60 m only, too coarse for tiles of 640 m; download it with its folder R10m.</source>
        <translation>Le produit {name} ne contient {bands} qu’à 60&#xa0;m, ce qui est trop grossier pour des tuiles de 640&#xa0;m&#xa0;; téléchargez-le avec son dossier R10m.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/products.py"/>
        <source>The product {product} holds {count} granules; choose one of its GRANULE folders as input.</source>
        <translation>Le produit {product} contient {count} granules&#xa0;; choisissez en entrée l’un de ses dossiers GRANULE.</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>The raster has {bands}, {held}; classification needs {absent} as well, and they are not beside it. Stack B04, B03 and B02 into one raster (Build virtual raster, with separate bands), or choose the product's .SAFE folder.</source>
        <translation>Le raster a {bands}, {held}&#xa0;; la classification demande aussi {absent}, qui ne sont pas à côté. Empilez B04, B03 et B02 en un seul raster (Construire un raster virtuel, en bandes séparées), ou choisissez le dossier .SAFE du produit.</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>The raster has {bands}; classification needs red, green and blue (B04, B03, B02). Stack them into one raster (Build virtual raster, with separate bands), or choose the product's .SAFE folder.</source>
        <translation>Le raster a {bands}&#xa0;; la classification demande le rouge, le vert et le bleu (B04, B03, B02). Empilez-les dans un seul raster («&#xa0;Construire un raster virtuel&#xa0;», chaque fichier dans une bande séparée) ou choisissez le dossier .SAFE du produit.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/data_only_layer.py"/>
        <source>The raster {name} cannot be read ({reason}); check that the file is complete.</source>
        <translation>Le raster {name} ne peut pas être lu ({reason})&#xa0;; vérifiez que le fichier est complet.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/resampling.py"/>
        <source>The raster {name} cannot be resampled to 10 m ({reason}).</source>
        <translation>Le raster {name} ne peut pas être rééchantillonné à 10&#xa0;m ({reason}).</translation>
    </message>
    <message>
        <location filename="../adapters/raster/resampling.py"/>
        <source>The raster {name} cannot be resampled to 10 m ({reason}); check its CRS.</source>
        <translation>Le raster {name} ne peut pas être rééchantillonné à 10&#xa0;m ({reason})&#xa0;; vérifiez son SCR.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/layout.py"/>
        <source>The raster {name} does not lie where its coordinate reference system {crs} is defined; check the CRS in the layer's properties.</source>
        <translation>Le raster {name} ne se trouve pas là où son système de coordonnées de référence {crs} est défini&#xa0;; vérifiez le SCR dans les propriétés de la couche.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/placeless.py"/>
        <source>The raster {name} has no coordinate reference system; set it in the layer's properties.</source>
        <translation>Le raster {name} n’a pas de système de coordonnées de référence (SCR)&#xa0;; définissez-le dans les propriétés de la couche.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/value_probe.py"/>
        <source>The raster {name} has no valid pixel in the extent: all of it is nodata; choose another extent.</source>
        <translation>Le raster {name} n’a aucun pixel valide dans l’emprise&#xa0;: tout y est sans données&#xa0;; choisissez une autre emprise.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/resampling.py"/>
        <source>The raster {name} has pixels of {size} m and cannot be resampled where it is; save it as GeoTIFF with 10 m pixels (Export, Save As).</source>
        <translation>Le raster {name} a des pixels de {size}&#xa0;m et ne peut pas être rééchantillonné là où il est&#xa0;; enregistrez-le en GeoTIFF avec des pixels de 10&#xa0;m («&#xa0;Exporter&#xa0;», «&#xa0;Enregistrer sous…&#xa0;»).</translation>
    </message>
    <message>
        <location filename="../adapters/raster/layout.py"/>
        <source>The raster {name} has pixels of {width:.0f} × {height:.0f} m, too coarse for tiles of 640 m; use the bands with 10 m.</source>
        <translation>Le raster {name} a des pixels de {width:.0f} × {height:.0f}&#xa0;m, trop grossiers pour des tuiles de 640&#xa0;m&#xa0;; utilisez les bandes à 10&#xa0;m.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/layout.py"/>
        <source>The raster {name} has {width} × {height} pixels at 10 m, less than one tile of 64 × 64 (640 m); use a larger piece of the image.</source>
        <translation>À 10&#xa0;m, le raster {name} a {width} × {height} pixels, moins qu’une tuile de 64 × 64 (640&#xa0;m)&#xa0;; utilisez un plus grand morceau de l’image.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/layout.py"/>
        <source>The raster {name} has {width} × {height} pixels of 10 m, less than one tile of this model, {tile} × {tile}; use a larger piece of the image.</source>
        <translation>Le raster {name} a {width} × {height} pixels de 10 m, moins qu’une tuile de ce modèle, {tile} × {tile}&#xa0;; utilisez une plus grande partie de l’image.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/layout.py"/>
        <source>The raster {name} has {width} × {height} pixels, less than one tile of 64 × 64 (640 m); use a larger piece of the image.</source>
        <translation>Le raster {name} a {width} × {height} pixels, moins qu’une tuile de 64 × 64 (640&#xa0;m)&#xa0;; utilisez un plus grand morceau de l’image.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/raster.py"/>
        <source>The raster {name} holds complex numbers or signed bytes, and no reflectance is stored like that; choose a Sentinel-2 image.</source>
        <translation>Le raster {name} contient des nombres complexes ou des octets signés, et aucune réflectance n’est enregistrée ainsi&#xa0;; choisissez une image Sentinel-2.</translation>
    </message>
    <message>
        <location filename="../core/product/one_image.py"/>
        <source>The raster's bands are of several images: unlike {first}, {other} is {difference}. Stack those bands that belong together, or pick others in BANDS.</source>
        <translation>Les bandes du raster sont de plusieurs images&#xa0;: à la différence de {first}, {other} est {difference}. Empilez les bandes qui vont ensemble, ou choisissez-en d’autres dans BANDS.</translation>
    </message>
    <message>
        <location filename="../core/product/refusals.py"/>
        <source>The raster's numbers are all n / {parts:.0f} from 0 to 1, and many are exactly 0: this seems to be a stretch from black to white, and no reflectance. Set SCALE to {parts:.0f}, which is white − black, and OFFSET to black, as reflectance × 10000, if all bands were stretched alike; if each was by itself, classify them as they were before.</source>
        <translation>Les nombres du raster sont tous n / {parts:.0f}, de 0 à 1, et beaucoup sont exactement 0&#xa0;: cela ressemble à un étirement du noir au blanc, et non à de la réflectance. Réglez SCALE sur {parts:.0f}, qui est blanc − noir, et OFFSET sur le noir, en réflectance × 10000, si toutes les bandes ont été étirées de la même façon&#xa0;; si chacune l’a été à part, classez-les telles qu’elles étaient avant.</translation>
    </message>
    <message>
        <location filename="../core/product/refusals.py"/>
        <source>The raster's numbers are all n / {parts:.0f}: colours, and no reflectance. Set RADIOMETRY to tci_l2a or tci_l1c if this is a Sentinel-2 true-colour image of that level, and to display for any other colours.</source>
        <translation>Les nombres du raster sont tous n / {parts:.0f}&#xa0;: des couleurs, et non des réflectances. Donnez à RADIOMETRY tci_l2a ou tci_l1c si c’est une image Sentinel-2 en couleurs naturelles de ce niveau, et display pour toutes autres couleurs.</translation>
    </message>
    <message>
        <location filename="../core/product/refusals.py"/>
        <source>The raster's numbers are all n / {parts:.0f}: digital numbers divided by {parts:.0f}, or reflectance in coarse steps, as lossy files have it. Set SCALE to {parts:.0f} to read them as the first, or RADIOMETRY to reflectance to read them as the second.</source>
        <translation>Les nombres du raster sont tous n / {parts:.0f}&#xa0;: des comptes numériques divisés par {parts:.0f}, ou une réflectance par pas grossiers, comme en ont les fichiers compressés avec pertes. Réglez SCALE à {parts:.0f} pour les lire de la première façon, ou RADIOMETRY à reflectance pour les lire de la seconde.</translation>
    </message>
    <message>
        <location filename="../core/product/refusals.py"/>
        <source>The raster's numbers are either low or above {high:.0f}, with hardly any between: what was below 0 has become 65536 more, in a type that has no sign, as where 1000 is subtracted from numbers that do not carry it. Classify the image as it was before, or take 65536 off all numbers above 32767 with the raster calculator, and classify that. If this is reflectance scaled to 65535, with clouds, set RADIOMETRY to reflectance.</source>
        <translation>Les nombres du raster sont soit faibles, soit supérieurs à {high:.0f}, presque aucun entre les deux&#xa0;: ce qui était négatif est devenu plus grand de 65536, dans un type sans signe, comme lorsque 1000 est soustrait de nombres qui ne le portent pas. Classez l’image telle qu’elle était avant, ou retranchez 65536 de tous les nombres au-dessus de 32767 avec la calculatrice raster et classez le résultat. Si ce sont des réflectances étirées jusqu’à 65535, avec des nuages, choisissez reflectance pour RADIOMETRY.</translation>
    </message>
    <message>
        <location filename="../core/product/refusals.py"/>
        <source>The raster's numbers are no higher than {brightest:g}, and no image is as dark as this; they seem to be reflectance scaled once too often. Set SCALE to {scale:.0f}, so that number × SCALE is reflectance × 10000.</source>
        <translation>Les nombres du raster ne dépassent pas {brightest:g}, et aucune image n’est aussi sombre&#xa0;; cela semble une réflectance mise à l’échelle une fois de trop. Donnez {scale:.0f} à SCALE, pour que nombre × SCALE soit la réflectance × 10000.</translation>
    </message>
    <message>
        <location filename="../core/product/refusals.py"/>
        <source>The raster's numbers are no higher than {brightest:g}, and reflectance is positive; check that these are Sentinel-2 bands, and not an index or decibels.</source>
        <translation>Les nombres du raster ne dépassent pas {brightest:g}, et une réflectance est positive&#xa0;; vérifiez que ce sont des bandes Sentinel-2, et non un indice ou des décibels.</translation>
    </message>
    <message>
        <location filename="../core/product/refusals.py"/>
        <source>The raster's numbers are no higher than {brightest:g}, too low for digital numbers; set RADIOMETRY to display if they are colours from 0 to 255, or to l2a if this is dark water all over; otherwise set SCALE, so that number × SCALE is reflectance × 10000 (100 for reflectance in per cent).</source>
        <translation>Les nombres du raster ne dépassent pas {brightest:g}, trop peu pour des comptes numériques&#xa0;; donnez display à RADIOMETRY si ce sont des couleurs de 0 à 255, ou l2a si ce n’est que de l’eau sombre&#xa0;; sinon donnez SCALE, pour que nombre × SCALE soit la réflectance × 10000 (100 pour une réflectance en pour cent).</translation>
    </message>
    <message>
        <location filename="../core/product/refusals.py"/>
        <source>The raster's numbers are too high for digital numbers of land (half of them above {median:.0f}, some at {brightest:.0f}); if this is reflectance scaled to 65535, set RADIOMETRY to reflectance; if it is snow or cloud all over, to l1c or l2a; if it is a 16-bit true-colour image in which reflectance 0.4 is white, set SCALE to 0.061037 (4000 / 65535); otherwise set SCALE so that number × SCALE is reflectance × 10000.</source>
        <translation>Les nombres du raster sont trop grands pour des comptes numériques de terres (la moitié au-dessus de {median:.0f}, quelques-uns à {brightest:.0f})&#xa0;; si c’est une réflectance ramenée à 65535, donnez reflectance à RADIOMETRY&#xa0;; si ce n’est que neige ou nuage, l1c ou l2a&#xa0;; si c’est une image 16 bits en couleurs naturelles où la réflectance 0,4 est le blanc, donnez 0.061037 (4000 / 65535) à SCALE&#xa0;; sinon donnez SCALE pour que nombre × SCALE soit la réflectance × 10000.</translation>
    </message>
    <message>
        <location filename="../core/product/refusals.py"/>
        <source>The raster's numbers end exactly at 1, many of them or in each band: this seems to be a stretch from black to white, and no reflectance. Set SCALE to white − black and OFFSET to black, both as reflectance × 10000, if all bands were stretched alike; if each was by itself, classify them as they were before. Or set RADIOMETRY to reflectance to read them as they are.</source>
        <translation>Les nombres du raster s’arrêtent exactement à 1, beaucoup d’entre eux ou dans chaque bande&#xa0;: il semble que ce soit un étirement du noir au blanc, et non une réflectance. Réglez SCALE à blanc − noir et OFFSET à noir, tous deux en réflectance × 10000, si toutes les bandes ont été étirées de la même façon&#xa0;; si chacune l’a été pour elle-même, classez-les telles qu’elles étaient avant. Ou réglez RADIOMETRY à reflectance pour les lire telles quelles.</translation>
    </message>
    <message>
        <location filename="../core/product/refusals.py"/>
        <source>The raster's numbers lie {times} times as far apart where they are dark as where they are bright: these seem to be colours, stretched by a root, a logarithm or another curve, and no reflectance. Classify the bands as they were before the stretch, or set RADIOMETRY to reflectance to read the numbers as they are.</source>
        <translation>Les nombres du raster sont {times} fois plus espacés dans les zones sombres que dans les zones claires&#xa0;: ce sont apparemment des couleurs, étirées par une racine, un logarithme ou une autre courbe, et non des réflectances. Classez les bandes telles qu’elles étaient avant l’étirement, ou choisissez reflectance pour RADIOMETRY afin de lire les nombres tels quels.</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>The raster's {count} bands do not tell which are red, green and blue ({found}); pick them in BANDS, in this order.</source>
        <translation>Les {count} bandes du raster ne disent pas lesquelles sont le rouge, le vert et le bleu ({found})&#xa0;; choisissez-les dans BANDS, dans cet ordre.</translation>
    </message>
    <message>
        <location filename="../core/product/stack_order.py"/>
        <source>The raster's {count} bands have no names, and 4, 3, 2 would be red, green and blue if the first was B01. But the finest detail is in {fine}, and in Sentinel-2 it is in B02, B03, B04 and B08: the bands are in another order. Pick red, green and blue in BANDS (3, 2, 1 if the first four are B02, B03, B04, B08).</source>
        <translation>Les {count} bandes du raster n’ont pas de noms, et 4, 3, 2 seraient le rouge, le vert et le bleu si la première était B01. Mais les détails les plus fins sont dans {fine}, et chez Sentinel-2 ils sont dans B02, B03, B04 et B08&#xa0;: les bandes sont dans un autre ordre. Choisissez rouge, vert et bleu dans BANDS (3, 2, 1 si les quatre premières sont B02, B03, B04, B08).</translation>
    </message>
    <message>
        <location filename="../adapters/map/picture_file.py"/>
        <source>The rendered map cannot be kept in a temporary file ({reason}); is the disk full?</source>
        <translation>La carte dessinée ne peut pas être conservée dans un fichier temporaire ({reason})&#xa0;; le disque est-il plein&#xa0;?</translation>
    </message>
    <message>
        <location filename="../adapters/map/picture_file.py"/>
        <source>The rendered map cannot be read back ({reason}).</source>
        <translation>La carte dessinée ne peut pas être relue ({reason}).</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>The same class</source>
        <translation>La même classe</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>The same number draws the same tiles again. Empty: a new one, which the layer records.</source>
        <translation>Le même nombre tire de nouveau les mêmes tuiles. Vide&#xa0;: un nouveau, que la couche retient.</translation>
    </message>
    <message>
        <location filename="../processing/sample_tiles.py"/>
        <source>The sample has {count} tiles, and not {wanted}: at least {least} of each stratum, and at most all it has.</source>
        <translation>L’échantillon a {count} tuiles, et non {wanted}&#xa0;: au moins {least} de chaque strate, et au plus toutes celles qu’elle a.</translation>
    </message>
    <message>
        <location filename="../processing/assessment_inputs.py"/>
        <source>The sample has {count} tiles, and {drawn} were drawn: some were deleted or are not selected.</source>
        <translation>L’échantillon a {count} tuiles, et {drawn} avaient été tirées&#xa0;: certaines ont été supprimées ou ne sont pas sélectionnées.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>The satellite</source>
        <translation>Le satellite</translation>
    </message>
    <message>
        <location filename="../adapters/raster/scene.py"/>
        <source>The scene classification (SCL) is used: tiles that are more than half cloud, cirrus or snow are flagged bright, those in the shadow of clouds unfamiliar, and implausible those that are called water where it shows hardly any, or land where it shows little else.</source>
        <translation>La classification de scène (SCL) est utilisée&#xa0;: les tuiles couvertes à plus de moitié de nuages, de cirrus ou de neige reçoivent la marque bright, celles à l’ombre des nuages la marque unfamiliar, et celles classées en eau là où elle n’en montre presque pas, ou en terre là où elle ne montre presque que de l’eau, la marque implausible.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/scene.py"/>
        <source>The scene classification (SCL) is used: tiles that are more than half cloud, cirrus or snow are flagged bright, those in the shadow of clouds unfamiliar.</source>
        <translation>La classification de scène (SCL) est utilisée&#xa0;: les tuiles couvertes pour plus de la moitié de nuages, de cirrus ou de neige sont marquées bright, celles à l’ombre de nuages unfamiliar.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/item_raster.py"/>
        <source>The scene {name} has no file of {bands}; choose another scene.</source>
        <translation>La scène {name} n’a pas de fichier de {bands}&#xa0;; choisissez une autre scène.</translation>
    </message>
    <message>
        <location filename="../core/catalogue/mosaic.py"/>
        <source>The scene {name} lies in another UTM zone than {first}, and is left out.</source>
        <translation>La scène {name} est dans une autre zone UTM que {first}, et est laissée de côté.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/item_access.py"/>
        <source>The scene's files are in a store (s3://) that is not known here; choose an item of one of the known catalogues, or download its bands.</source>
        <translation>Les fichiers de la scène sont dans un stockage (s3://) inconnu ici&#xa0;; choisissez un élément de l’un des catalogues connus, ou téléchargez ses bandes.</translation>
    </message>
    <message>
        <location filename="../core/catalogue/mosaic.py"/>
        <source>The scenes are of several days ({days}), and a map is of one: classify each day by itself.</source>
        <translation>Les scènes sont de plusieurs jours ({days}), et une carte est d’un seul&#xa0;: classez chaque jour séparément.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/item_raster.py"/>
        <source>The scenes cannot be put together ({reason}).</source>
        <translation>Les scènes ne peuvent pas être réunies ({reason}).</translation>
    </message>
    <message>
        <location filename="../core/catalogue/mosaic.py"/>
        <source>The scenes {names} were processed in different ways (level or offset), and cannot make one image: classify each by itself.</source>
        <translation>Les scènes {names} ont été traitées différemment (niveau ou décalage) et ne peuvent pas former une image&#xa0;: classez chacune séparément.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/sibling_bands.py"/>
        <source>The server does not answer within {seconds} s when it is asked for {name}, a band that belongs to the image. Try again later, or download the bands.</source>
        <translation>Le serveur ne répond pas en {seconds} s quand on lui demande {name}, une bande de l’image. Réessayez plus tard, ou téléchargez les bandes.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/authcfg.py"/>
        <source>The sign-in {authentication} cannot be used; check it in Settings, Options, Authentication.</source>
        <translation>L’authentification {authentication} est inutilisable&#xa0;; vérifiez-la dans Préférences, Options, Authentification.</translation>
    </message>
    <message>
        <location filename="../processing/assessment_inputs.py"/>
        <source>The strata of {sample} have {strata} ha, and {grid} has {mapped} ha with a class; choose the grid, or the part of it, that the sample was drawn from, and all of the sample.</source>
        <translation>Les strates de {sample} ont {strata} ha, et {grid} a {mapped} ha avec une classe&#xa0;; choisissez la grille, ou sa partie, d’où l’échantillon a été tiré, et tout l’échantillon.</translation>
    </message>
    <message>
        <location filename="../core/assessment/stratified_sample.py"/>
        <source>The stratum {name} has {found} reference tiles of a known class, and at least {needed} are needed to tell its error; label more of its tiles.</source>
        <translation>La strate {name} a {found} tuiles de référence de classe connue, et il en faut au moins {needed} pour connaître son erreur&#xa0;; étiquetez-en davantage.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/reference_tiles.py"/>
        <source>The stratum {stratum} in {layer} has more tiles than the map; draw the sample again.</source>
        <translation>La strate {stratum} de {layer} a plus de tuiles que la carte&#xa0;; tirez l’échantillon de nouveau.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/reference_tiles.py"/>
        <source>The tiles of the stratum {stratum} in {layer} do not agree on its size; it seems to be several samples. Assess each by itself.</source>
        <translation>Les tuiles de la strate {stratum} de {layer} ne s’accordent pas sur sa taille&#xa0;; il s’agit sans doute de plusieurs échantillons. Évaluez chacun à part.</translation>
    </message>
    <message>
        <location filename="../processing/comparison_inputs.py"/>
        <source>The tiles of the two grids do not lie on each other, so many of them show other ground, and get other classes for that alone: classify both images with the same extent, in one coordinate system.</source>
        <translation>Les tuiles des deux grilles ne se recouvrent pas&#xa0;: beaucoup montrent un autre terrain et reçoivent d’autres classes pour cette seule raison. Classez les deux images avec la même emprise, dans un même système de coordonnées.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/tile_raster.py"/>
        <source>The tiles of {layer} are no rectangles; take the grid in its own coordinate system.</source>
        <translation>Les tuiles de {layer} ne sont pas des rectangles&#xa0;; prenez la grille dans son propre système de coordonnées.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/tile_raster.py"/>
        <source>The tiles of {layer} do not lie on one raster; choose a grid of one image.</source>
        <translation>Les tuiles de {layer} ne se trouvent pas sur un même raster&#xa0;; choisissez une grille d’une seule image.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/tile_raster.py"/>
        <source>The tiles of {layer} lie too far apart for one raster of {rows} × {cols} pixels; export it in parts.</source>
        <translation>Les tuiles de {layer} sont trop éloignées pour un seul raster de {rows} × {cols} pixels&#xa0;; exportez-la par parties.</translation>
    </message>
    <message>
        <location filename="../processing/canvas_parameters.py"/>
        <source>The topmost first. Empty: all that the map shows.</source>
        <translation>La plus haute en premier. Vide&#xa0;: tout ce que montre la carte.</translation>
    </message>
    <message>
        <location filename="../processing/assessment_inputs.py"/>
        <source>The two interpreters agree on {share} of the {count} tiles that both have labelled.</source>
        <translation>Les deux interprètes s’accordent sur {share} des {count} tuiles que tous deux ont étiquetées.</translation>
    </message>
    <message>
        <location filename="../core/summary/estimates.py"/>
        <source>The urban probability is an estimate: the grid holds neither it nor the probabilities of all ten classes, so what the first two classes leave is spread evenly over the others.</source>
        <translation>La probabilité urbaine est une estimation&#xa0;: la grille ne contient ni elle ni les probabilités des dix classes, et ce que laissent les deux premières est réparti également entre les autres.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/special_files.py"/>
        <source>The virtual raster {name} has more than {size} MB of text, which is not read; make one of fewer files, or a GeoTIFF.</source>
        <translation>Le raster virtuel {name} a plus de {size}&#xa0;Mo de texte, qui n’est pas lu&#xa0;; faites-en un avec moins de fichiers, ou un GeoTIFF.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/statistics_table.py"/>
        <source>Their area on the WGS 84 ellipsoid in hectares</source>
        <translation>Leur surface sur l’ellipsoïde WGS 84, en hectares</translation>
    </message>
    <message>
        <location filename="../adapters/grid/statistics_table.py"/>
        <source>Their part of the area of all classified tiles, 0 to 1</source>
        <translation>Leur part de la surface de toutes les tuiles classées, de 0 à 1</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>There are bands of several images: {used} and those that belong to it are classified, {other} is not. Pick others in BANDS.</source>
        <translation>Il y a des bandes de plusieurs images&#xa0;: {used} et celles qui vont avec sont classées, {other} ne l’est pas. Choisissez-en d’autres dans BANDS.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_search.py"/>
        <source>There are more than {count} scenes: choose a shorter period or a smaller place to see all.</source>
        <translation>Il y a plus de {count} scènes&#xa0;: choisissez une période plus courte ou un lieu plus petit pour les voir toutes.</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_words.py"/>
        <source>There are too few reference tiles to suggest a temperature.</source>
        <translation>Il y a trop peu de tuiles de référence pour suggérer une température.</translation>
    </message>
    <message>
        <location filename="../adapters/output/file_place.py"/>
        <source>There are {free} MB left in {folder}, and about {needed} MB are needed; free some space first.</source>
        <translation>Il reste {free}&#xa0;Mo dans {folder}, et il en faut environ {needed}&#xa0;; faites d’abord de la place.</translation>
    </message>
    <message>
        <location filename="../processing/scene_query.py"/>
        <source>There is no Sentinel-2 image before {day}; choose a later LAST.</source>
        <translation>Il n’y a pas d’image Sentinel-2 avant le {day}&#xa0;; choisissez un LAST plus tardif.</translation>
    </message>
    <message>
        <location filename="../core/network/classifier.py"/>
        <source>There is no backend {backend!r}; choose one of {choices}.</source>
        <translation>Il n’y a pas de moteur «&#xa0;{backend}&#xa0;»&#xa0;; choisissez parmi {choices}.</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>There is no band {absent}: the raster has {bands}.</source>
        <translation>Il n’y a pas de bande {absent}&#xa0;: le raster a {bands}.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/district_names.py"/>
        <source>There is no district; choose a layer of polygons that has some.</source>
        <translation>Il n’y a aucun district&#xa0;; choisissez une couche de polygones qui en a.</translation>
    </message>
    <message>
        <location filename="../adapters/batch/plan.py"/>
        <source>There is no image here; give images, or folders with files {endings} or .SAFE.</source>
        <translation>Il n’y a aucune image ici&#xa0;; donnez des images, ou des dossiers avec des fichiers {endings} ou .SAFE.</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_content.py"/>
        <source>There is no layer to render; choose layers, or open a project that has some.</source>
        <translation>Il n’y a aucune couche à dessiner&#xa0;; choisissez des couches ou ouvrez un projet qui en a.</translation>
    </message>
    <message>
        <location filename="../processing/canvas_source.py"/>
        <source>There is no layer {name!r}; choose layers of the project, or files.</source>
        <translation>Il n’y a pas de couche «&#xa0;{name}&#xa0;»&#xa0;; choisissez des couches du projet ou des fichiers.</translation>
    </message>
    <message>
        <location filename="../processing/classify_parameters.py"/>
        <source>There is no layer {value!r}; choose a layer of polygons.</source>
        <translation>Il n’y a pas de couche {value!r}&#xa0;; choisissez une couche de polygones.</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>There is no layer {value!r}; choose a layer that Classify raster made.</source>
        <translation>Il n’y a pas de couche «&#xa0;{value}&#xa0;»&#xa0;; choisissez une couche produite par «&#xa0;Classer un raster&#xa0;».</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>There is no layer {value!r}; choose a sample that Sample tiles drew.</source>
        <translation>Il n’y a pas de couche {value!r}&#xa0;; choisissez un échantillon tiré par «&#xa0;Échantillonner des tuiles&#xa0;».</translation>
    </message>
    <message>
        <location filename="../processing/batch_parameters.py"/>
        <source>There is no layer {value!r}; choose the layer that Search Sentinel-2 scenes has written.</source>
        <translation>Il n’y a pas de couche {value!r}&#xa0;; choisissez la couche que Rechercher des scènes Sentinel-2 a écrite.</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_content.py"/>
        <source>There is no map theme {theme!r}; choose one of {choices}.</source>
        <translation>Il n’y a pas de thème de carte «&#xa0;{theme}&#xa0;»&#xa0;; choisissez parmi {choices}.</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_content.py"/>
        <source>There is no map theme {theme!r}; the project has none.</source>
        <translation>Il n’y a pas de thème de carte «&#xa0;{theme}&#xa0;»&#xa0;; le projet n’en a aucun.</translation>
    </message>
    <message>
        <location filename="../adapters/batch/plan.py"/>
        <source>There is no plan in {folder}; choose the folder of a run, or begin one with: python -m eurosat_batch plan FOLDER IMAGES</source>
        <translation>Il n’y a pas de plan dans {folder}&#xa0;; choisissez le dossier d’un traitement, ou commencez-en un par&#xa0;: python -m eurosat_batch plan FOLDER IMAGES</translation>
    </message>
    <message>
        <location filename="../processing/composition.py"/>
        <source>There is no polygon; choose a layer that has some, or use more than its selection.</source>
        <translation>Il n’y a aucun polygone&#xa0;; choisissez une couche qui en contient, ou utilisez plus que sa sélection.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/raster.py"/>
        <source>There is no raster {text!r}; choose a raster layer, a raster file or a product folder.</source>
        <translation>Il n’y a pas de raster «&#xa0;{text}&#xa0;»&#xa0;; choisissez une couche raster, un fichier raster ou un dossier de produit.</translation>
    </message>
    <message>
        <location filename="../adapters/batch/settings.py"/>
        <source>There is no setting {names}; choose from {known}.</source>
        <translation>Il n’y a pas de paramètre {names}&#xa0;; choisissez parmi {known}.</translation>
    </message>
    <message>
        <location filename="../processing/class_statistics.py"/>
        <source>There is no tile in {layer}; select some tiles, or use all of a layer that has any.</source>
        <translation>Il n’y a aucune tuile dans {layer}&#xa0;; sélectionnez des tuiles, ou utilisez toutes celles d’une couche qui en a.</translation>
    </message>
    <message>
        <location filename="../core/network/classifier.py"/>
        <source>There is not enough memory to classify a single tile ({reason}); close other programs.</source>
        <translation>La mémoire ne suffit pas pour classer une seule tuile ({reason})&#xa0;; fermez d’autres programmes.</translation>
    </message>
    <message>
        <location filename="../processing/batch_plan.py"/>
        <source>There is nothing to classify: give SCENES or IMAGES, or in FOLDER the folder of a run.</source>
        <translation>Il n’y a rien à classer&#xa0;: donnez SCENES ou IMAGES, ou dans FOLDER le dossier d’un traitement.</translation>
    </message>
    <message>
        <location filename="../processing/failures.py"/>
        <source>There is too little memory ({reason}); close other programs, or classify a smaller extent.</source>
        <translation>Il y a trop peu de mémoire ({reason})&#xa0;; fermez d’autres programmes, ou classez une emprise plus petite.</translation>
    </message>
    <message>
        <location filename="../core/product/offset_doubts.py"/>
        <source>These numbers are unusual for reflectance × 10000: {reason}. If 1000 was subtracted from numbers that did not carry it, or twice, set OFFSET to 1000; if they are scaled, set SCALE; check the classes.</source>
        <translation>Ces nombres sont inhabituels pour une réflectance × 10000&#xa0;: {reason}. Si 1000 a été soustrait de nombres qui ne le portaient pas, ou deux fois, donnez à OFFSET la valeur 1000&#xa0;; s’ils sont mis à l’échelle, donnez SCALE&#xa0;; vérifiez les classes.</translation>
    </message>
    <message>
        <location filename="../core/product/offset_doubts.py"/>
        <source>These numbers are unusual for reflectance × 10000: {reason}. If they are scaled, set SCALE; check the classes.</source>
        <translation>Ces nombres sont inhabituels pour une réflectance × 10000&#xa0;: {reason}. S’ils sont mis à l’échelle, donnez SCALE&#xa0;; vérifiez les classes.</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>These numbers fit no Sentinel-2 image: {reason}. Check that there is no nodata value that the file does not declare. If they are reflectance × 10000 plus a number, set OFFSET to what is to be added; if they are stretched or scaled, set SCALE and OFFSET.</source>
        <translation>Ces nombres ne conviennent à aucune image Sentinel-2&#xa0;: {reason}. Vérifiez qu’il n’y a pas de valeur nodata que le fichier ne déclare pas. Si c’est une réflectance × 10000 plus un nombre, donnez dans OFFSET ce qu’il faut ajouter&#xa0;; s’ils sont étirés ou mis à l’échelle, donnez SCALE et OFFSET.</translation>
    </message>
    <message>
        <location filename="../core/product/scale_signs.py"/>
        <source>This is as dark as water or dense woods (hardly anything brighter than reflectance {value}), but its brightest parts are as red as soil: the numbers may be reflectance scaled down. If there are fields or towns in the image, set SCALE so that number × SCALE is reflectance × 10000.</source>
        <translation>C’est aussi sombre que de l’eau ou des bois denses (presque rien de plus clair que la réflectance {value}), mais les parties les plus claires sont rouges comme de la terre&#xa0;: les nombres sont peut-être une réflectance réduite. S’il y a des champs ou des villes dans l’image, réglez SCALE pour que nombre × SCALE soit la réflectance × 10000.</translation>
    </message>
    <message>
        <location filename="../core/product/scale_signs.py"/>
        <source>This is as dark as water or dense woods (hardly anything brighter than reflectance {value}), but its shadows are as blue as those under air, which is brighter: the numbers may be reflectance scaled down. If there are fields or towns in the image, set SCALE so that number × SCALE is reflectance × 10000.</source>
        <translation>L’image est aussi sombre que de l’eau ou une forêt dense (presque rien ne dépasse une réflectance de {value}), mais ses ombres sont bleues comme sous l’air, qui est plus clair&#xa0;: les nombres sont peut-être une réflectance réduite. S’il y a des champs ou des villes dans l’image, réglez SCALE pour que nombre × SCALE soit la réflectance × 10000.</translation>
    </message>
    <message>
        <location filename="../core/product/scale_signs.py"/>
        <source>This is said to be Level-1C, but blue goes down to reflectance {value}, where air alone is brighter. If it is Level-2A, all is well; if the numbers are scaled down, set SCALE so that number × SCALE is reflectance × 10000.</source>
        <translation>C’est censé être du niveau 1C, mais le bleu descend à la réflectance {value}, où l’air seul est plus clair. Si c’est du niveau 2A, tout va bien&#xa0;; si les nombres sont réduits, mettez SCALE de sorte que nombre × SCALE soit la réflectance × 10000.</translation>
    </message>
    <message>
        <location filename="../processing/classify_scenes.py"/>
        <source>This run writes GeoParquet, which QGIS does not: go on with it on the command line.</source>
        <translation>Ce traitement écrit du GeoParquet, ce que QGIS ne fait pas&#xa0;: continuez-le en ligne de commande.</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>Those who label should not see what the map says.</source>
        <translation>Ceux qui étiquettent ne devraient pas voir ce que dit la carte.</translation>
    </message>
    <message>
        <location filename="../processing/classify_parameters.py"/>
        <source>Three band numbers in the order red, green, blue. Empty: found by the names of the bands.</source>
        <translation>Trois numéros de bandes dans l’ordre rouge, vert, bleu. Vide&#xa0;: trouvées d’après les noms des bandes.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Thumbnail</source>
        <translation>Aperçu</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Ticks: area when every tile counts for each class with its probability.</source>
        <translation>Traits&#xa0;: surface si chaque tuile compte dans chaque classe selon sa probabilité.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Tile</source>
        <translation>Tuile</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Tile of the military grid</source>
        <translation>Tuile de la grille militaire</translation>
    </message>
    <message>
        <location filename="../adapters/grid/composition.py"/>
        <source>Tiles</source>
        <translation>Tuiles</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>Tiles are drawn from each stratum by itself: a class, a class by confidence, or a district.</source>
        <translation>Les tuiles sont tirées de chaque strate à part&#xa0;: une classe, une classe selon la confiance, ou un district.</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Tiles at the edges</source>
        <translation>Tuiles au bord</translation>
    </message>
    <message>
        <location filename="../processing/grid_run.py"/>
        <source>Tiles classified: {count}.</source>
        <translation>Tuiles classées&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../processing/class_statistics.py"/>
        <source>Tiles counted in {layer}: {count}.</source>
        <translation>Tuiles comptées dans {layer}&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../processing/sample_tiles.py"/>
        <source>Tiles for a standard error of {error} of the overall accuracy, as the strata are expected to be right (Olofsson et al. 2014, eq. 13): {count}.</source>
        <translation>Tuiles pour une erreur-type de {error} de l’exactitude globale, d’après l’exactitude attendue des strates (Olofsson et al. 2014, éq. 13)&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../processing/run_layer.py"/>
        <source>Tiles left out, since an earlier image of the same day shows their ground: {count}.</source>
        <translation>Tuiles omises, car une image antérieure du même jour montre leur sol&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../processing/composition_layer.py"/>
        <source>Tiles of the grid overlap in polygon {id}: choose a grid of one image and date.</source>
        <translation>Des tuiles de la grille se chevauchent dans le polygone {id}&#xa0;: choisissez une grille d’une seule image et d’une seule date.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Tiles of the stratum</source>
        <translation>Tuiles de la strate</translation>
    </message>
    <message>
        <location filename="../processing/comparison_inputs.py"/>
        <source>Tiles of {first} that are left out, since {second} covers less than half of each: {count}.</source>
        <translation>Tuiles de {first} laissées de côté, car {second} couvre moins de la moitié de chacune&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Tiles of {land_cover}</source>
        <translation>Tuiles&#xa0;: {land_cover}</translation>
    </message>
    <message>
        <location filename="../adapters/grid/tile_population.py"/>
        <source>Tiles of {layer} lie on each other; choose a grid of one image and date.</source>
        <translation>Des tuiles de {layer} se superposent&#xa0;; choisissez une grille d’une seule image et date.</translation>
    </message>
    <message>
        <location filename="../processing/figure_outputs.py"/>
        <source>Tiles that hold cloud, snow or sand, or are otherwise saturated: {count}.</source>
        <translation>Tuiles qui contiennent des nuages, de la neige ou du sable, ou saturées autrement&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../processing/figure_outputs.py"/>
        <source>Tiles that look unlike the training data: {count}.</source>
        <translation>Tuiles ne ressemblant pas aux données d’apprentissage&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../processing/figure_outputs.py"/>
        <source>Tiles whose class near infrared or the scene classification contradicts: {count}.</source>
        <translation>Tuiles dont le proche infrarouge ou la classification de scène contredit la classe&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../processing/figure_outputs.py"/>
        <source>Tiles with too few valid pixels, not classified: {count}.</source>
        <translation>Tuiles ayant trop peu de pixels valides, non classées&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../core/summary/estimates.py"/>
        <source>Tiles without a confidence, which count wholly for their class: {count}.</source>
        <translation>Tuiles sans confiance, comptées entièrement dans leur classe&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>Tiles without enough valid pixels</source>
        <translation>Tuiles sans assez de pixels valides</translation>
    </message>
    <message>
        <location filename="../processing/run_layer.py"/>
        <source>Tiles: {count}.</source>
        <translation>Tuiles&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/scene.py"/>
        <source>Tilted pixels of {width} × {height} m are resampled to 10 m in {crs} ({description}).</source>
        <translation>Les pixels inclinés de {width} × {height}&#xa0;m sont rééchantillonnés à 10&#xa0;m en {crs} ({description}).</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Time</source>
        <translation>Heure</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>To be checked</source>
        <translation>À vérifier</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_style.py"/>
        <source>To be labelled</source>
        <translation>À étiqueter</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>To be named</source>
        <translation>À citer</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>To the day</source>
        <translation>Jusqu’au jour</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>To {land_cover} (ha)</source>
        <translation>Vers&#xa0;: {land_cover} (ha)</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>True colour of {title} as the browser exports it: reflectance, {white:g} is {reflectance:g}</source>
        <translation>Couleurs naturelles de {title} telles que le Copernicus Browser les exporte&#xa0;: réflectance, {white:g} vaut {reflectance:g}</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>True-colour image of {level}, by its name</source>
        <translation>Image en couleurs naturelles de niveau {level}, d’après son nom</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Two maps that are right in nine of ten tiles differ in nearly one of five, though nothing has changed. So each tile gets a probability of change, from the probabilities of both grids (option of Classify raster) and from how often each pair of classes occurs; without them it is estimated from the confidence. Where the grids lie differently, the second is taken by the part of its tiles on each tile of the first.

Level-1C and Level-2A of the same ground get different classes in up to one of three tiles. When the grids were read from different products, what differs all the same is taken off, and a warning says so. Other differences (offset, model, cell size) are warned of.

With reference tiles that were labelled for both dates, the area that has changed is estimated with its error.</source>
        <translation>Deux cartes justes sur neuf tuiles sur dix diffèrent sur près d’une sur cinq, alors que rien n’a changé. Chaque tuile reçoit donc une probabilité de changement, d’après les probabilités des deux grilles (option de «&#xa0;Classer un raster&#xa0;») et la fréquence de chaque paire de classes&#xa0;; sans elles, elle est estimée d’après la confiance. Si les grilles ne coïncident pas, la seconde est prise selon la part de ses tuiles sur chaque tuile de la première.

Le niveau 1C et le niveau 2A du même sol reçoivent des classes différentes sur jusqu’à une tuile sur trois. Quand les grilles viennent de produits différents, ce qui diffère de toute façon est retiré, et un avertissement le dit. Les autres différences (décalage, modèle, taille de cellule) donnent lieu à un avertissement.

Avec des tuiles de référence étiquetées pour les deux dates, la surface qui a changé est estimée avec son erreur.</translation>
    </message>
    <message>
        <location filename="../core/product/non_rgb_bands.py"/>
        <source>Two of red, green and blue show the same: one band was taken twice, and the classes will be wrong. Pick red, green and blue in BANDS, if the raster has them.</source>
        <translation>Deux des bandes rouge, verte et bleue montrent la même chose&#xa0;: une bande a été prise deux fois, et les classes seront fausses. Choisissez le rouge, le vert et le bleu dans BANDS, si le raster les contient.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/statistics_table.py"/>
        <source>Uncertain area (ha)</source>
        <translation>Surface incertaine (ha)</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>Uncertain below this confidence</source>
        <translation>Incertaine sous cette confiance</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Uncertain hectares</source>
        <translation>Hectares incertains</translation>
    </message>
    <message>
        <location filename="../adapters/grid/composition.py"/>
        <source>Uncertain part</source>
        <translation>Part incertaine</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>Uncertain tiles</source>
        <translation>Tuiles incertaines</translation>
    </message>
    <message>
        <location filename="../processing/figure_outputs.py"/>
        <source>Uncertain tiles: {count}.</source>
        <translation>Tuiles incertaines&#xa0;: {count}.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Uncertainty over all classes: 0 is sure, 1 is when all are equally likely</source>
        <translation>Incertitude sur toutes les classes&#xa0;: 0 est sûr, 1 quand toutes sont également probables</translation>
    </message>
    <message>
        <location filename="../processing/failures.py"/>
        <source>Unexpected error ({kind}: {reason}); the tab EuroSAT Land Cover of the log messages says more.</source>
        <translation>Erreur inattendue ({kind}&#xa0;: {reason})&#xa0;; l’onglet EuroSAT Land Cover du journal des messages en dit plus.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Upper end of its 95 % interval</source>
        <translation>Borne supérieure de son intervalle à 95&#xa0;%</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>Upper end of the 95 % interval of the area in hectares</source>
        <translation>Borne supérieure de l’intervalle à 95&#xa0;% de la surface, en hectares</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>Upper end of the 95 % interval of the hectares changed</source>
        <translation>Borne supérieure de l’intervalle à 95&#xa0;% des hectares changés</translation>
    </message>
    <message>
        <location filename="../adapters/grid/grid_columns.py"/>
        <source>Urban probability</source>
        <translation>Probabilité urbaine</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>User's accuracy</source>
        <translation>Exactitude utilisateur</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>User's accuracy from</source>
        <translation>Exactitude utilisateur de</translation>
    </message>
    <message>
        <location filename="../adapters/grid/accuracy_tables.py"/>
        <source>User's accuracy to</source>
        <translation>Exactitude utilisateur à</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Version of the model</source>
        <translation>Version du modèle</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>Version of the plugin</source>
        <translation>Version de l’extension</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>Wanted standard error of the overall accuracy</source>
        <translation>Erreur-type voulue de l’exactitude globale</translation>
    </message>
    <message>
        <location filename="../adapters/grid/sample_columns.py"/>
        <source>Weight (ha)</source>
        <translation>Poids (ha)</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>What happens to the rest that is narrower than a tile: shift moves the last window back into the image, pad mirrors the image at its edge, skip leaves the rest out.</source>
        <translation>Que faire du reste plus étroit qu’une tuile&#xa0;: shift ramène la dernière fenêtre dans l’image, pad prolonge l’image en miroir à son bord, skip laisse le reste de côté.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>What the catalogue calls the scene</source>
        <translation>Le nom de la scène dans le catalogue</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>What the catalogue says is to be added to the numbers</source>
        <translation>Ce qu’il faut ajouter aux nombres, d’après le catalogue</translation>
    </message>
    <message>
        <location filename="../adapters/grid/change_columns.py"/>
        <source>What the classes and the probability of change say</source>
        <translation>Ce que disent les classes et la probabilité de changement</translation>
    </message>
    <message>
        <location filename="../processing/classify_parameters.py"/>
        <source>What the pixel values mean. auto finds out, and the log says what it found; set it if the log warns.
l1c: Level-1C; l2a: Level-2A; tci_l1c and tci_l2a: true-colour image of that level; reflectance: from 0 to 1; display: colours as displayed.</source>
        <translation>Ce que signifient les valeurs des pixels. auto le détermine, et le journal dit ce qu’il a trouvé&#xa0;; à régler si le journal avertit.
l1c&#xa0;: niveau 1C&#xa0;; l2a&#xa0;: niveau 2A&#xa0;; tci_l1c et tci_l2a&#xa0;: image en couleurs naturelles de ce niveau&#xa0;; reflectance&#xa0;: de 0 à 1&#xa0;; display&#xa0;: couleurs affichées.</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/package_index.py"/>
        <source>What {address} returns is not a page of a package index; check the address of the index.</source>
        <translation>Ce que donne {address} n’est pas une page d’index de paquets&#xa0;; vérifiez l’adresse de l’index.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>When it was taken (UTC)</source>
        <translation>Moment de la prise de vue (UTC)</translation>
    </message>
    <message>
        <location filename="../core/summary/run_report.py"/>
        <source>Where images of a day overlap, their ground is counted once: by the image that stands first in the plan.</source>
        <translation>Là où des images d’un jour se recouvrent, le sol compte une fois&#xa0;: par l’image qui vient en premier dans le plan.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Where the scene was found</source>
        <translation>Où la scène a été trouvée</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Where the terms of use stand</source>
        <translation>Où se trouvent les conditions d’utilisation</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/scene_layer.py"/>
        <source>Who is to be named where the image is used</source>
        <translation>Qui citer là où l’image est utilisée</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>With OFFSET {offset:g} as set {reason}; check it.</source>
        <translation>Avec OFFSET {offset:g} comme indiqué, {reason}&#xa0;; vérifiez-le.</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>With OFFSET {offset:g} as set {reason}; the numbers look like an image that needs {other}: check it.</source>
        <translation>Avec OFFSET {offset:g} comme indiqué, {reason}&#xa0;; les nombres ressemblent à une image qui demande {other}&#xa0;: vérifiez-le.</translation>
    </message>
    <message>
        <location filename="../core/product/decision.py"/>
        <source>With SCALE {scale:g} and OFFSET {offset:g} as set {reason}; check both.</source>
        <translation>Avec SCALE {scale:g} et OFFSET {offset:g} comme réglés, {reason}&#xa0;; vérifiez les deux.</translation>
    </message>
    <message>
        <location filename="../core/product/refusals.py"/>
        <source>With the file's own scale {scale:g} and offset {offset:g} the raster's numbers are no higher than {brightest:g}, and reflectance is positive; correct the two in the file's metadata, or check that these are Sentinel-2 bands.</source>
        <translation>Avec l’échelle {scale:g} et le décalage {offset:g} du fichier, les nombres du raster ne dépassent pas {brightest:g}, et une réflectance est positive&#xa0;; corrigez les deux dans les métadonnées du fichier, ou vérifiez que ce sont des bandes de Sentinel-2.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/large_download.py"/>
        <source>Without EXTENT all of {name} would be fetched, about {size} MB. Set EXTENT to the place that you want; for all of it, set EXTENT to what the image covers.</source>
        <translation>Sans EXTENT, la totalité de {name} serait récupérée, environ {size} Mo. Donnez dans EXTENT le lieu voulu&#xa0;; pour la totalité, mettez dans EXTENT ce que l’image couvre.</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>Without a number of tiles, it is computed from this: half of it needs four times as many.</source>
        <translation>Sans nombre de tuiles, il en est calculé&#xa0;: la moitié en demande quatre fois plus.</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>Without an offset {reason}: 1000 seems to have been subtracted twice, and is added again. Set OFFSET to 0 if the numbers are reflectance × 10000 as they are.</source>
        <translation>Sans décalage, {reason}&#xa0;: 1000 semble avoir été soustrait deux fois, et est ajouté de nouveau. Donnez 0 à OFFSET si les nombres sont bien la réflectance × 10000.</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>Without an offset {reason}: these numbers seem to need {correction}, as those of baseline 04.00 and later do. This is done by this sign alone; set OFFSET to 0 if they are reflectance × 10000 as they are.</source>
        <translation>Sans décalage, {reason}&#xa0;: ces nombres semblent demander&#xa0;: {correction}, comme ceux de la ligne de base 04.00 et des suivantes. C’est fait sur ce seul indice&#xa0;; donnez 0 à OFFSET s’ils sont bien la réflectance × 10000.</translation>
    </message>
    <message>
        <location filename="../processing/grid_to_raster.py"/>
        <source>Writes the classes of a grid as a GeoTIFF with colours and names, for other programs.</source>
        <translation>Écrit les classes d’une grille en GeoTIFF avec couleurs et noms, pour d’autres programmes.</translation>
    </message>
    <message>
        <location filename="../core/network/numpy_operators.py"/>
        <source>a conversion to number format {number}</source>
        <translation>une conversion vers le format de nombre {number}</translation>
    </message>
    <message>
        <location filename="../adapters/output/file_place.py"/>
        <source>a file cannot have this name; choose another</source>
        <translation>un tel fichier ne peut exister&#xa0;; choisissez-en un autre</translation>
    </message>
    <message>
        <location filename="../core/network/protobuf_message.py"/>
        <source>a number has more than 64 bits</source>
        <translation>un nombre a plus de 64 bits</translation>
    </message>
    <message>
        <location filename="../core/network/card_text.py"/>
        <source>a number has too many digits</source>
        <translation>un nombre a trop de chiffres</translation>
    </message>
    <message>
        <location filename="../core/network/protobuf_message.py"/>
        <source>a number where a message is expected</source>
        <translation>un nombre se trouve à la place d’un message</translation>
    </message>
    <message>
        <location filename="../core/product/reflectance_limits.py"/>
        <source>a twentieth of a band would have reflectance {value} or less</source>
        <translation>un vingtième d’une bande aurait une réflectance de {value} au plus</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>adding {number:g}</source>
        <translation>{number:g} est ajouté</translation>
    </message>
    <message>
        <location filename="../core/network/numpy_network.py"/>
        <source>an input of {operator} does not exist</source>
        <translation>une entrée de {operator} n’existe pas</translation>
    </message>
    <message>
        <location filename="../adapters/output/staging_folder.py"/>
        <source>another run (process {process} on {computer}) is writing it; wait until that has ended, or choose another file</source>
        <translation>un autre traitement (processus {process} sur {computer}) est en train de l’écrire&#xa0;; attendez qu’il ait fini, ou choisissez un autre fichier</translation>
    </message>
    <message>
        <location filename="../core/product/decision.py"/>
        <source>as you chose</source>
        <translation>selon votre choix</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>as you set it</source>
        <translation>comme vous l’avez réglé</translation>
    </message>
    <message>
        <location filename="../core/product/image_position.py"/>
        <source>at the bottom</source>
        <translation>en bas</translation>
    </message>
    <message>
        <location filename="../core/product/image_position.py"/>
        <source>at the lower left</source>
        <translation>en bas à gauche</translation>
    </message>
    <message>
        <location filename="../core/product/image_position.py"/>
        <source>at the lower right</source>
        <translation>en bas à droite</translation>
    </message>
    <message>
        <location filename="../core/product/image_position.py"/>
        <source>at the top</source>
        <translation>en haut</translation>
    </message>
    <message>
        <location filename="../core/product/image_position.py"/>
        <source>at the upper left</source>
        <translation>en haut à gauche</translation>
    </message>
    <message>
        <location filename="../core/product/image_position.py"/>
        <source>at the upper right</source>
        <translation>en haut à droite</translation>
    </message>
    <message>
        <location filename="../processing/grid_parameters.py"/>
        <source>auto takes onnxruntime where it is installed, and otherwise numpy, which is slower.</source>
        <translation>auto utilise onnxruntime s’il est installé, sinon numpy, plus lent.</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>auto takes the catalogue's usual level: of copernicus Level-1C, which the networks learned from.</source>
        <translation>auto prend le niveau habituel du catalogue&#xa0;: pour copernicus le niveau 1C, dont les réseaux ont appris.</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>blue</source>
        <translation>bleue</translation>
    </message>
    <message>
        <location filename="../core/product/reflectance_limits.py"/>
        <source>blue would go down to reflectance {value}, where air alone is brighter</source>
        <translation>le bleu descendrait à la réflectance {value}, alors que l’air seul est plus clair</translation>
    </message>
    <message>
        <location filename="../core/summary/flags.py"/>
        <source>bright</source>
        <translation>trop claire</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>by its name</source>
        <translation>d’après son nom</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>by name</source>
        <translation>d’après leur nom</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>by the file name</source>
        <translation>d’après le nom du fichier</translation>
    </message>
    <message>
        <location filename="../core/product/decision.py"/>
        <source>by the file's own scale and offset</source>
        <translation>d’après l’échelle et le décalage du fichier</translation>
    </message>
    <message>
        <location filename="../core/product/decision.py"/>
        <source>by the numbers</source>
        <translation>d’après les nombres</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>by the numbers: otherwise {reason}</source>
        <translation>d’après les nombres&#xa0;: sinon {reason}</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>by their colours</source>
        <translation>par leurs couleurs</translation>
    </message>
    <message>
        <location filename="../adapters/web/download.py"/>
        <source>check the address</source>
        <translation>vérifiez l’adresse</translation>
    </message>
    <message>
        <location filename="../adapters/web/download.py"/>
        <source>check the address and the proxy in Settings, Options, Network</source>
        <translation>vérifiez l’adresse et le proxy dans Préférences, Options, Réseau</translation>
    </message>
    <message>
        <location filename="../adapters/web/download.py"/>
        <source>check the address, the proxy in Settings, Options, Network, and that this computer is online</source>
        <translation>vérifiez l’adresse, le proxy dans Préférences, Options, Réseau, et que cet ordinateur est en ligne</translation>
    </message>
    <message>
        <location filename="../adapters/web/download.py"/>
        <source>check the connection and the proxy in Settings, Options, Network</source>
        <translation>vérifiez la connexion et le proxy dans Préférences, Options, Réseau</translation>
    </message>
    <message>
        <location filename="../core/product/readings.py"/>
        <source>colours as displayed</source>
        <translation>couleurs affichées</translation>
    </message>
    <message>
        <location filename="../processing/canvas_source.py"/>
        <source>colours as displayed of {title}</source>
        <translation>couleurs affichées&#xa0;: {title}</translation>
    </message>
    <message>
        <location filename="../core/product/alternatives.py"/>
        <source>colours would be below 0</source>
        <translation>des couleurs seraient inférieures à 0</translation>
    </message>
    <message>
        <location filename="../adapters/raster/sibling_layers.py"/>
        <source>date and tile are not in both names</source>
        <translation>la date et la tuile ne figurent pas dans les deux noms</translation>
    </message>
    <message>
        <location filename="../core/summary/run_report.py"/>
        <source>days</source>
        <translation>jours</translation>
    </message>
    <message>
        <location filename="../core/product/readings.py"/>
        <source>digital numbers of unknown level</source>
        <translation>comptes numériques de niveau inconnu</translation>
    </message>
    <message>
        <location filename="../core/product/alternatives.py"/>
        <source>does not fit the numbers: {reason}</source>
        <translation>ne convient pas aux nombres&#xa0;: {reason}</translation>
    </message>
    <message>
        <location filename="../processing/search_parameters.py"/>
        <source>earth-search: Level-2A, needs no account. copernicus: Level-1C and 2A; searching is free, for reading images an account's keys are needed. planetary-computer: Level-2A, needs no account.</source>
        <translation>earth-search&#xa0;: niveau 2A, sans compte. copernicus&#xa0;: niveaux 1C et 2A&#xa0;; la recherche est libre, la lecture des images demande les clés d’un compte. planetary-computer&#xa0;: niveau 2A, sans compte.</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>either takes the map's class for the truth where it is one of the two labels of a tile.</source>
        <translation>either tient la classe de la carte pour vraie là où elle est l’une des deux étiquettes d’une tuile.</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>eurosat,accuracy,validation,error matrix,confusion matrix,area,confidence interval,kappa</source>
        <translation>eurosat,exactitude,validation,matrice de confusion,surface,intervalle de confiance,précision,kappa</translation>
    </message>
    <message>
        <location filename="../processing/sample_tiles.py"/>
        <source>eurosat,land cover,accuracy,validation,random sample,stratified,reference,sample size</source>
        <translation>eurosat,occupation du sol,exactitude,validation,échantillon aléatoire,stratifié,référence,taille d’échantillon</translation>
    </message>
    <message>
        <location filename="../processing/open_run.py"/>
        <source>eurosat,land cover,batch,time series,temporal controller,animation,merge</source>
        <translation>eurosat,occupation du sol,lot,série temporelle,contrôleur temporel,animation,fusion</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>eurosat,land cover,change detection,two dates,from-to matrix,transition,difference</source>
        <translation>eurosat,occupation du sol,détection de changement,deux dates,matrice de transition,différence</translation>
    </message>
    <message>
        <location filename="../processing/grid_to_raster.py"/>
        <source>eurosat,land cover,export,raster,GeoTIFF,COG,AcATaMa,SCP,EnMAP-Box</source>
        <translation>eurosat,occupation du sol,export,raster,GeoTIFF,COG,AcATaMa,SCP,EnMAP-Box</translation>
    </message>
    <message>
        <location filename="../processing/class_statistics.py"/>
        <source>eurosat,land cover,land use,statistics,histogram,area,hectares,share,report</source>
        <translation>eurosat,occupation du sol,utilisation du sol,statistiques,histogramme,surface,hectares,part,rapport</translation>
    </message>
    <message>
        <location filename="../processing/composition.py"/>
        <source>eurosat,land cover,land use,zonal statistics,districts,shares,hectares,polygons</source>
        <translation>eurosat,occupation du sol,utilisation du sol,statistiques zonales,communes,parts,hectares,polygones</translation>
    </message>
    <message>
        <location filename="../core/network/protobuf_message.py"/>
        <source>field {number} is not a number</source>
        <translation>le champ {number} n’est pas un nombre</translation>
    </message>
    <message>
        <location filename="../core/product/alternatives.py"/>
        <source>fits the numbers</source>
        <translation>convient aux nombres</translation>
    </message>
    <message>
        <location filename="../core/product/sentinel2.py"/>
        <source>from the catalogue</source>
        <translation>d’après le catalogue</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>from the darkest pixels</source>
        <translation>d’après les pixels les plus sombres</translation>
    </message>
    <message>
        <location filename="../core/product/sentinel2.py"/>
        <source>from the file's tags</source>
        <translation>d’après les balises du fichier</translation>
    </message>
    <message>
        <location filename="../core/product/sentinel2.py"/>
        <source>from the granule name</source>
        <translation>d’après le nom du granule</translation>
    </message>
    <message>
        <location filename="../core/product/sentinel2.py"/>
        <source>from the product name</source>
        <translation>d’après le nom du produit</translation>
    </message>
    <message>
        <location filename="../core/product/sentinel2.py"/>
        <source>from {source}</source>
        <translation>d’après {source}</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>gives no reason for doubt</source>
        <translation>ne donne aucune raison de douter</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>green</source>
        <translation>verte</translation>
    </message>
    <message>
        <location filename="../core/product/reflectance_limits.py"/>
        <source>green would be far below red and blue, which no ground is</source>
        <translation>le vert serait bien au-dessous du rouge et du bleu, ce qu’aucun sol ne montre</translation>
    </message>
    <message>
        <location filename="../core/product/reflectance_limits.py"/>
        <source>half of it would be brighter than {value}</source>
        <translation>la moitié serait plus claire que {value}</translation>
    </message>
    <message>
        <location filename="../core/product/reflectance_limits.py"/>
        <source>hardly anything would be darker than reflectance {value}</source>
        <translation>presque rien ne serait plus sombre que la réflectance {value}</translation>
    </message>
    <message>
        <location filename="../core/product/alternatives.py"/>
        <source>hardly fits the numbers: {reason}</source>
        <translation>convient mal aux nombres&#xa0;: {reason}</translation>
    </message>
    <message>
        <location filename="../core/product/sentinel2.py"/>
        <source>harmonised, by its name</source>
        <translation>harmonisé, d’après son nom</translation>
    </message>
    <message>
        <location filename="../core/product/sentinel2.py"/>
        <source>harmonised, by the file's tags</source>
        <translation>harmonisé, d’après les balises du fichier</translation>
    </message>
    <message>
        <location filename="../core/summary/flags.py"/>
        <source>has a confidence below the threshold</source>
        <translation>a une confiance inférieure au seuil</translation>
    </message>
    <message>
        <location filename="../core/summary/flags.py"/>
        <source>has too few valid pixels and no class</source>
        <translation>a trop peu de pixels valides et n’a pas de classe</translation>
    </message>
    <message>
        <location filename="../core/summary/flags.py"/>
        <source>holds cloud, snow or sand, or is otherwise saturated</source>
        <translation>contient des nuages, de la neige ou du sable, ou est saturée autrement</translation>
    </message>
    <message>
        <location filename="../core/summary/run_report.py"/>
        <source>images classified</source>
        <translation>images classées</translation>
    </message>
    <message>
        <location filename="../core/summary/run_report.py"/>
        <source>images given up</source>
        <translation>images abandonnées</translation>
    </message>
    <message>
        <location filename="../core/summary/flags.py"/>
        <source>implausible</source>
        <translation>peu plausible</translation>
    </message>
    <message>
        <location filename="../core/network/kernel_windows.py"/>
        <source>impossible windows</source>
        <translation>fenêtres impossibles</translation>
    </message>
    <message>
        <location filename="../core/product/image_position.py"/>
        <source>in the middle</source>
        <translation>au milieu</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>in {tiles}; every tile has a class</source>
        <translation>dans {tiles}&#xa0;; toutes ont une classe</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>in {tiles}; {others} without a class</source>
        <translation>dans {tiles}&#xa0;; {others} sans classe</translation>
    </message>
    <message>
        <location filename="../core/summary/flags.py"/>
        <source>is called water where near infrared or the scene classification shows hardly any, or land where it shows little else</source>
        <translation>est classée en eau là où le proche infrarouge ou la classification de scène n’en montre presque pas, ou en terre là où ils ne montrent presque que de l’eau</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/runtime_trial.py"/>
        <source>it crashed, or came to no end</source>
        <translation>il a planté ou ne s’est pas terminé</translation>
    </message>
    <message>
        <location filename="../adapters/output/staged_file.py"/>
        <source>it disappeared while it was being written</source>
        <translation>il a disparu pendant son écriture</translation>
    </message>
    <message>
        <location filename="../core/network/onnx_file.py"/>
        <source>it does not say its operator set</source>
        <translation>il ne précise pas son jeu d’opérateurs</translation>
    </message>
    <message>
        <location filename="../core/network/onnx_file.py"/>
        <source>it has no graph</source>
        <translation>il n’a pas de graphe</translation>
    </message>
    <message>
        <location filename="../core/network/onnx_card.py"/>
        <source>it has no output {name!r}, which its card names</source>
        <translation>il n’a pas de sortie «&#xa0;{name}&#xa0;», que nomme sa fiche</translation>
    </message>
    <message>
        <location filename="../core/network/onnx_card.py"/>
        <source>it has {count} inputs and not one</source>
        <translation>il a {count} entrées au lieu d’une seule</translation>
    </message>
    <message>
        <location filename="../core/network/foreign_card.py"/>
        <source>it has {count} outputs, and its description does not name the one with the classes</source>
        <translation>il a {count} sorties, et sa description ne nomme pas celle des classes</translation>
    </message>
    <message>
        <location filename="../processing/outputs.py"/>
        <source>it holds several layers, and only one would be left; choose another file</source>
        <translation>il contient plusieurs couches, et il n’en resterait qu’une&#xa0;; choisissez un autre fichier</translation>
    </message>
    <message>
        <location filename="../adapters/output/file_place.py"/>
        <source>it is a folder; add the name of a file, such as report.html</source>
        <translation>c’est un dossier&#xa0;; ajoutez un nom de fichier, par exemple rapport.html</translation>
    </message>
    <message>
        <location filename="../core/network/deepness_card.py"/>
        <source>it is a {kind}, and no classifier of scenes</source>
        <translation>c’est un {kind}, et non un classifieur de scènes</translation>
    </message>
    <message>
        <location filename="../adapters/output/file_place.py"/>
        <source>it is an input of this run; choose another file</source>
        <translation>c’est une entrée de ce traitement&#xa0;; choisissez un autre fichier</translation>
    </message>
    <message>
        <location filename="../core/network/protobuf_message.py"/>
        <source>it is cut off</source>
        <translation>il est tronqué</translation>
    </message>
    <message>
        <location filename="../core/network/card_text.py"/>
        <source>it is longer than any card</source>
        <translation>elle est plus longue que toute fiche</translation>
    </message>
    <message>
        <location filename="../adapters/batch/scene_source.py"/>
        <source>it is no JSON</source>
        <translation>ce n’est pas du JSON</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/runtime_installation.py"/>
        <source>it is no file, or too large</source>
        <translation>ce n’est pas un fichier, ou il est trop grand</translation>
    </message>
    <message>
        <location filename="../adapters/raster/product_files.py"/>
        <source>it is no ordinary file</source>
        <translation>ce n’est pas un fichier ordinaire</translation>
    </message>
    <message>
        <location filename="../adapters/output/file_place.py"/>
        <source>it is not a file but a device or a pipe; choose another</source>
        <translation>ce n’est pas un fichier mais un périphérique ou un tube&#xa0;; choisissez-en un autre</translation>
    </message>
    <message>
        <location filename="../core/network/onnxruntime_search.py"/>
        <source>it is not installed</source>
        <translation>il n’est pas installé</translation>
    </message>
    <message>
        <location filename="../adapters/raster/product_files.py"/>
        <source>it lists more files than any product has</source>
        <translation>elle liste plus de fichiers qu’aucun produit n’en a</translation>
    </message>
    <message>
        <location filename="../core/network/model_card.py"/>
        <source>it scales {scaled} bands and has {bands}</source>
        <translation>il met à l’échelle {scaled} bandes et en a {bands}</translation>
    </message>
    <message>
        <location filename="../core/network/mlm_card.py"/>
        <source>it wants a {name}, which is not done here</source>
        <translation>il demande un {name}, ce qui ne se fait pas ici</translation>
    </message>
    <message>
        <location filename="../adapters/output/file_place.py"/>
        <source>it would be on no disk; choose a file that is, or TEMPORARY_OUTPUT</source>
        <translation>il ne serait sur aucun disque&#xa0;; choisissez un fichier sur un disque, ou TEMPORARY_OUTPUT</translation>
    </message>
    <message>
        <location filename="../core/network/mlm_card.py"/>
        <source>its band {name} is computed of others</source>
        <translation>sa bande {name} est calculée à partir d’autres</translation>
    </message>
    <message>
        <location filename="../core/network/mlm_card.py"/>
        <source>its band {name} is none of Sentinel-2's</source>
        <translation>sa bande {name} n’est pas une bande de Sentinel-2</translation>
    </message>
    <message>
        <location filename="../core/network/model_card.py"/>
        <source>its bands are {bands} and not different ones of {known}</source>
        <translation>ses bandes sont {bands} et non des bandes différentes parmi {known}</translation>
    </message>
    <message>
        <location filename="../core/network/deepness_card.py"/>
        <source>its class_names are not names for the numbers 0, 1, 2 and so on</source>
        <translation>ses class_names ne sont pas des noms pour les numéros 0, 1, 2, etc.</translation>
    </message>
    <message>
        <location filename="../core/network/model_card.py"/>
        <source>its classes ({classes}) must be 2 to 100 different names of up to 100 characters, and their colours, where there are any, one #rrggbb for each</source>
        <translation>ses classes ({classes}) doivent être de 2 à 100 noms différents de 100 caractères au plus, et leurs couleurs, s’il y en a, un #rrggbb pour chacune</translation>
    </message>
    <message>
        <location filename="../core/network/mlm_card.py"/>
        <source>its classification:classes are not names for the values 0, 1, 2 and so on</source>
        <translation>ses classification:classes ne sont pas des noms pour les valeurs 0, 1, 2, etc.</translation>
    </message>
    <message>
        <location filename="../core/network/mlm_card.py"/>
        <source>its dim_order is {order}, and not batch, channel, height, width or batch, height, width, channel</source>
        <translation>son dim_order est {order}, et non batch, channel, height, width ou batch, height, width, channel</translation>
    </message>
    <message>
        <location filename="../core/network/deepness_card.py"/>
        <source>its entry {key} cannot be read</source>
        <translation>son entrée {key} ne peut pas être lue</translation>
    </message>
    <message>
        <location filename="../core/network/mlm_card.py"/>
        <source>its input has no shape and dim_order of four dimensions</source>
        <translation>son entrée n’a pas de shape et de dim_order à quatre dimensions</translation>
    </message>
    <message>
        <location filename="../core/network/foreign_card.py"/>
        <source>its input has tiles of other sizes than its description says</source>
        <translation>son entrée a des tuiles d’une autre taille que ne le dit sa description</translation>
    </message>
    <message>
        <location filename="../core/network/foreign_card.py"/>
        <source>its input is {shape} and not one of n × bands × rows × columns</source>
        <translation>son entrée est {shape} et non n × bandes × lignes × colonnes</translation>
    </message>
    <message>
        <location filename="../core/network/onnx_card.py"/>
        <source>its input {input} has shape {shape} and not {expected} ({layout})</source>
        <translation>son entrée {input} a la forme {shape} et non {expected} ({layout})</translation>
    </message>
    <message>
        <location filename="../core/network/onnx_card.py"/>
        <source>its input {input} is not float32</source>
        <translation>son entrée {input} n’est pas en float32</translation>
    </message>
    <message>
        <location filename="../core/network/foreign_card.py"/>
        <source>its input {shape} is not square tiles of {bands} bands, or does not tell where the bands are</source>
        <translation>son entrée {shape} n’est pas faite de tuiles carrées de {bands} bandes, ou ne dit pas où sont les bandes</translation>
    </message>
    <message>
        <location filename="../core/network/model_card.py"/>
        <source>its layout {layout!r} is not one of {choices}</source>
        <translation>sa disposition «&#xa0;{layout}&#xa0;» n’est pas l’une de {choices}</translation>
    </message>
    <message>
        <location filename="../core/network/mlm_card.py"/>
        <source>its mlm:input has {count} inputs and not one</source>
        <translation>son mlm:input a {count} entrées et non une seule</translation>
    </message>
    <message>
        <location filename="../core/network/mlm_card.py"/>
        <source>its mlm:output has {count} outputs with classes and not one</source>
        <translation>son mlm:output a {count} sorties avec des classes et non une seule</translation>
    </message>
    <message>
        <location filename="../adapters/output/file_place.py"/>
        <source>its name is too long; choose a shorter one</source>
        <translation>son nom est trop long&#xa0;; choisissez-en un plus court</translation>
    </message>
    <message>
        <location filename="../core/network/model_card.py"/>
        <source>its name, version and output names must be text</source>
        <translation>son nom, sa version et les noms de ses sorties doivent être du texte</translation>
    </message>
    <message>
        <location filename="../core/network/model_card.py"/>
        <source>its name, version or output names hold characters that cannot be shown</source>
        <translation>son nom, sa version ou les noms de ses sorties contiennent des caractères qui ne peuvent pas être affichés</translation>
    </message>
    <message>
        <location filename="../core/network/onnx_card.py"/>
        <source>its output {name} has shape {shape} and not {wanted}</source>
        <translation>sa sortie {name} a la forme {shape} et non {wanted}</translation>
    </message>
    <message>
        <location filename="../core/network/deepness_card.py"/>
        <source>its resolution is {found} cm, and tiles of pixels of {wanted} cm are classified here</source>
        <translation>sa résolution est de {found} cm, et ce sont des tuiles de pixels de {wanted} cm qui sont classées ici</translation>
    </message>
    <message>
        <location filename="../core/network/model_card.py"/>
        <source>its scaling is not by finite numbers, or divides by nearly 0</source>
        <translation>sa mise à l’échelle n’est pas faite de nombres finis, ou divise presque par 0</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>its standard error</source>
        <translation>son erreur-type</translation>
    </message>
    <message>
        <location filename="../core/network/deepness_card.py"/>
        <source>its standardization_mean and standardization_std are not three numbers each</source>
        <translation>ses standardization_mean et standardization_std ne sont pas trois nombres chacun</translation>
    </message>
    <message>
        <location filename="../core/network/mlm_card.py"/>
        <source>its task is {tasks}, and not scene-classification</source>
        <translation>sa tâche est {tasks}, et non scene-classification</translation>
    </message>
    <message>
        <location filename="../core/network/model_card.py"/>
        <source>its temperature is {temperature!r} and not a positive number</source>
        <translation>sa température est «&#xa0;{temperature}&#xa0;» et non un nombre positif</translation>
    </message>
    <message>
        <location filename="../core/network/model_card.py"/>
        <source>its thresholds are not finite numbers</source>
        <translation>ses seuils ne sont pas des nombres finis</translation>
    </message>
    <message>
        <location filename="../core/network/mlm_card.py"/>
        <source>its tiles are not square</source>
        <translation>ses tuiles ne sont pas carrées</translation>
    </message>
    <message>
        <location filename="../core/network/model_card.py"/>
        <source>its tiles are {size} pixels wide and not {least} to {most}, in steps of {step}</source>
        <translation>ses tuiles ont {size} pixels de côté et non {least} à {most}, par pas de {step}</translation>
    </message>
    <message>
        <location filename="../core/network/mlm_card.py"/>
        <source>its value_scaling has to be one for all bands, or one for each</source>
        <translation>son value_scaling doit être unique pour toutes les bandes, ou un pour chacune</translation>
    </message>
    <message>
        <location filename="../core/network/mlm_card.py"/>
        <source>its value_scaling is not one of digital numbers (reflectance × 10000) or of grey levels from 0 to 255</source>
        <translation>son value_scaling n’est pas celui de comptes numériques (réflectance × 10000) ni de niveaux de gris de 0 à 255</translation>
    </message>
    <message>
        <location filename="../core/network/mlm_card.py"/>
        <source>its value_scaling {kind} is not known</source>
        <translation>son value_scaling {kind} n’est pas connu</translation>
    </message>
    <message>
        <location filename="../core/network/mlm_card.py"/>
        <source>its value_scaling {kind} needs the numbers {names}</source>
        <translation>son value_scaling {kind} demande les nombres {names}</translation>
    </message>
    <message>
        <location filename="../core/network/model_card.py"/>
        <source>its values {values!r} or its activation {activation!r} are not known</source>
        <translation>ses valeurs {values!r} ou son activation {activation!r} ne sont pas connues</translation>
    </message>
    <message>
        <location filename="../core/network/onnx_file.py"/>
        <source>its weights are in another file</source>
        <translation>ses poids sont dans un autre fichier</translation>
    </message>
    <message>
        <location filename="../core/product/alternatives.py"/>
        <source>just about fits the numbers: {reason}</source>
        <translation>convient tout juste aux nombres&#xa0;: {reason}</translation>
    </message>
    <message>
        <location filename="../processing/accuracy_assessment.py"/>
        <source>label_1 and label_2 are those of the two interpreters of the panel; empty: label_1.</source>
        <translation>label_1 et label_2 sont celles des deux interprètes du panneau&#xa0;; vide&#xa0;: label_1.</translation>
    </message>
    <message>
        <location filename="../core/product/reflectance_limits.py"/>
        <source>land would be blue as under haze</source>
        <translation>les terres seraient bleues comme sous la brume</translation>
    </message>
    <message>
        <location filename="../core/product/dark_objects.py"/>
        <source>land would be bluer than in such clear air</source>
        <translation>le sol serait plus bleu que sous un air aussi limpide</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>largest class</source>
        <translation>classe la plus étendue</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>largest class, {share} of the area</source>
        <translation>classe la plus étendue, {share} de la surface</translation>
    </message>
    <message>
        <location filename="../core/summary/flags.py"/>
        <source>looks unlike the tiles that the network was trained on, or lies in shadow for the most part</source>
        <translation>ne ressemble pas aux tuiles sur lesquelles le réseau a appris, ou se trouve en grande partie à l’ombre</translation>
    </message>
    <message>
        <location filename="../processing/classify_canvas.py"/>
        <source>map,canvas,theme,xyz,wms,base map,eurosat,land cover,land use,classification,cnn</source>
        <translation>carte,canevas,thème,xyz,wms,fond de carte,eurosat,occupation du sol,utilisation du sol,classification,cnn</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>mean confidence</source>
        <translation>confiance moyenne</translation>
    </message>
    <message>
        <location filename="../core/network/foreign_card.py"/>
        <source>neither its input nor its description says how many pixels its tiles have</source>
        <translation>ni son entrée ni sa description ne disent combien de pixels ont ses tuiles</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <location filename="../core/summary/flags.py"/>
        <source>no data</source>
        <translation>sans données</translation>
    </message>
    <message>
        <location filename="../adapters/raster/data_only_layer.py"/>
        <source>no driver recognises it</source>
        <translation>aucun pilote ne le reconnaît</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>no offset</source>
        <translation>aucun décalage</translation>
    </message>
    <message>
        <location filename="../core/product/alternatives.py"/>
        <source>no two places would differ by more than {spread} of reflectance</source>
        <translation>deux endroits ne différeraient jamais de plus de {spread} de réflectance</translation>
    </message>
    <message>
        <location filename="../core/network/classifier.py"/>
        <source>none</source>
        <translation>aucune</translation>
    </message>
    <message>
        <location filename="../core/summary/run_report.py"/>
        <source>not told</source>
        <translation>non indiqué</translation>
    </message>
    <message>
        <location filename="../core/network/numpy_network.py"/>
        <source>nothing computes its outputs</source>
        <translation>rien ne calcule ses sorties</translation>
    </message>
    <message>
        <location filename="../core/product/reflectance_limits.py"/>
        <source>nothing would be brighter than {value}</source>
        <translation>rien ne serait plus clair que {value}</translation>
    </message>
    <message>
        <location filename="../core/product/reflectance_limits.py"/>
        <source>nothing would be darker than reflectance {value}</source>
        <translation>rien ne serait plus sombre que la réflectance {value}</translation>
    </message>
    <message>
        <location filename="../core/product/readings.py"/>
        <source>number × {scale}</source>
        <translation>nombre × {scale}</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>numpy, which every QGIS has</source>
        <translation>numpy, présent dans chaque QGIS</translation>
    </message>
    <message>
        <location filename="../core/product/acquisition.py"/>
        <source>of another date, {date}</source>
        <translation>d’une autre date, {date}</translation>
    </message>
    <message>
        <location filename="../adapters/raster/sibling_layers.py"/>
        <source>of another place, or with other pixels</source>
        <translation>d’un autre endroit, ou avec d’autres pixels</translation>
    </message>
    <message>
        <location filename="../core/product/acquisition.py"/>
        <source>of another product, {product}</source>
        <translation>d’un autre produit, {product}</translation>
    </message>
    <message>
        <location filename="../core/product/acquisition.py"/>
        <source>of another tile, {tile}</source>
        <translation>d’une autre tuile, {tile}</translation>
    </message>
    <message>
        <location filename="../adapters/raster/layout.py"/>
        <source>of its own</source>
        <translation>particulier</translation>
    </message>
    <message>
        <location filename="../core/product/readings.py"/>
        <source>offset {value}</source>
        <translation>décalage {value}</translation>
    </message>
    <message>
        <location filename="../core/product/image_position.py"/>
        <source>on the left</source>
        <translation>à gauche</translation>
    </message>
    <message>
        <location filename="../core/product/image_position.py"/>
        <source>on the right</source>
        <translation>à droite</translation>
    </message>
    <message>
        <location filename="../core/network/onnxruntime_session.py"/>
        <source>onnxruntime cannot be imported ({reason}); install it in Settings, Options, EuroSAT Land Cover, or choose the numpy backend.</source>
        <translation>onnxruntime ne peut pas être importé ({reason})&#xa0;; installez-le dans Préférences, Options, «&#xa0;EuroSAT – Occupation du sol&#xa0;», ou choisissez le moteur numpy.</translation>
    </message>
    <message>
        <location filename="../core/network/onnxruntime_session.py"/>
        <source>onnxruntime cannot load the model {name} ({reason}); choose the numpy backend or another model.</source>
        <translation>onnxruntime ne peut pas charger le modèle {name} ({reason})&#xa0;; choisissez le moteur numpy ou un autre modèle.</translation>
    </message>
    <message>
        <location filename="../core/network/onnxruntime_session.py"/>
        <source>onnxruntime cannot run the model ({reason}).</source>
        <translation>onnxruntime ne peut pas exécuter le modèle ({reason}).</translation>
    </message>
    <message>
        <location filename="../core/network/backend_comparison.py"/>
        <source>onnxruntime gives other probabilities than numpy (they differ by {difference:.2g}).</source>
        <translation>onnxruntime donne d’autres probabilités que numpy (leur écart est de {difference:.2g}).</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>onnxruntime only: an error where it is missing</source>
        <translation>onnxruntime seulement&#xa0;: une erreur s’il manque</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/runtime_trial.py"/>
        <source>onnxruntime was downloaded but does not work here, so it was removed again ({problem}). Classification goes on with numpy.</source>
        <translation>onnxruntime a été téléchargé mais ne fonctionne pas ici, et a donc été supprimé ({problem}). La classification continue avec numpy.</translation>
    </message>
    <message>
        <location filename="../core/network/numpy_network.py"/>
        <source>operator set {opset} (supported are {first} to {last})</source>
        <translation>le jeu d’opérateurs {opset} (sont lus ceux de {first} à {last})</translation>
    </message>
    <message>
        <location filename="../core/network/numpy_network.py"/>
        <source>operator {operator!r} failed</source>
        <translation>l’opérateur «&#xa0;{operator}&#xa0;» a échoué</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>overall accuracy, 95 % from {low} to {high}</source>
        <translation>exactitude globale, 95&#xa0;% de {low} à {high}</translation>
    </message>
    <message>
        <location filename="../processing/sample_parameters.py"/>
        <source>proportional is best for the overall accuracy, equal for the accuracy of rare classes, neyman takes more where more errors are expected.</source>
        <translation>proportional est le meilleur pour l’exactitude globale, equal pour celle des classes rares, neyman prend davantage là où plus d’erreurs sont attendues.</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>red</source>
        <translation>rouge</translation>
    </message>
    <message>
        <location filename="../processing/canvas_source.py"/>
        <source>red, green and blue as displayed</source>
        <translation>rouge, vert et bleu affichés</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>reference tiles in {strata} strata</source>
        <translation>tuiles de référence dans {strata} strates</translation>
    </message>
    <message>
        <location filename="../core/product/readings.py"/>
        <source>reflectance</source>
        <translation>réflectance</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>reflectance seldom has one</source>
        <translation>une réflectance en a rarement un</translation>
    </message>
    <message>
        <location filename="../core/summary/run_report.py"/>
        <source>seen twice on a day, counted once</source>
        <translation>vus deux fois en un jour, comptés une fois</translation>
    </message>
    <message>
        <location filename="../processing/classify_scenes.py"/>
        <source>sentinel,sentinel-2,eurosat,land cover,batch,folder,time series,resume,cluster</source>
        <translation>sentinel,sentinel-2,eurosat,occupation du sol,lot,dossier,série temporelle,reprise,grappe de calcul</translation>
    </message>
    <message>
        <location filename="../processing/classify_raster.py"/>
        <source>sentinel,sentinel-2,eurosat,land cover,land use,classification,cnn,deep learning</source>
        <translation>sentinel,sentinel-2,eurosat,occupation du sol,utilisation du sol,classification,cnn,apprentissage profond</translation>
    </message>
    <message>
        <location filename="../processing/search_scenes.py"/>
        <source>sentinel,sentinel-2,stac,catalogue,download,images,copernicus,earth search,cloud</source>
        <translation>sentinel,sentinel-2,stac,catalogue,télécharger,images,copernicus,earth search,nuages</translation>
    </message>
    <message>
        <location filename="../core/product/dark_objects.py"/>
        <source>shadows would be as blue as under cloud</source>
        <translation>les ombres seraient bleues comme sous un nuage</translation>
    </message>
    <message>
        <location filename="../core/product/reflectance_limits.py"/>
        <source>shadows would be blue as under haze</source>
        <translation>les ombres seraient bleues comme sous la brume</translation>
    </message>
    <message>
        <location filename="../core/product/dark_objects.py"/>
        <source>shadows would have less green than red and blue</source>
        <translation>les ombres auraient moins de vert que de rouge et de bleu</translation>
    </message>
    <message>
        <location filename="../core/product/reflectance_limits.py"/>
        <source>shadows would have {value} more blue than green, and air scatters blue</source>
        <translation>les ombres auraient {value} de bleu de plus que de vert, or l’air diffuse le bleu</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>subtracting {number:g}</source>
        <translation>{number:g} est soustrait</translation>
    </message>
    <message>
        <location filename="../core/network/onnx_file.py"/>
        <source>tensor {name!r} has the unknown number format {data_type}</source>
        <translation>le tenseur «&#xa0;{name}&#xa0;» a le format de nombre inconnu {data_type}</translation>
    </message>
    <message>
        <location filename="../core/network/onnx_file.py"/>
        <source>tensor {name!r} holds {count} numbers and not {shape}</source>
        <translation>le tenseur «&#xa0;{name}&#xa0;» contient {count} nombres et non {shape}</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>that they stand for</source>
        <translation>qu’elles représentent</translation>
    </message>
    <message>
        <location filename="../core/network/mlm_card.py"/>
        <source>the JSON file beside it is no STAC item with mlm:input</source>
        <translation>le fichier JSON à côté de lui n’est pas un élément STAC avec mlm:input</translation>
    </message>
    <message>
        <location filename="../core/product/sentinel2.py"/>
        <source>the browser's exports</source>
        <translation>exportations du Copernicus Browser</translation>
    </message>
    <message>
        <location filename="../adapters/web/download.py"/>
        <source>the certificate is not trusted; add it in Settings, Options, Authentication</source>
        <translation>le certificat n’est pas reconnu&#xa0;; ajoutez-le dans Préférences, Options, Authentification</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_content.py"/>
        <source>the chosen layers</source>
        <translation>les couches choisies</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>the cirrus band, B10, goes down to {lowest:.0f}</source>
        <translation>la bande des cirrus, B10, descend jusqu’à {lowest:.0f}</translation>
    </message>
    <message>
        <location filename="../adapters/web/download.py"/>
        <source>the connection broke off; try again</source>
        <translation>la connexion a été interrompue&#xa0;; réessayez</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>the darkest pixels are at {lowest:.0f}</source>
        <translation>les pixels les plus sombres sont à {lowest:.0f}</translation>
    </message>
    <message>
        <location filename="../adapters/output/file_place.py"/>
        <source>the file is write-protected; choose another</source>
        <translation>le fichier est protégé en écriture&#xa0;; choisissez-en un autre</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>the file's own offset {shift:g} is applied on reading</source>
        <translation>le décalage propre au fichier, {shift:g}, est appliqué à la lecture</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>the file's own scale {scale:g} and offset {shift:g}</source>
        <translation>l’échelle {scale:g} et le décalage {shift:g} propres au fichier</translation>
    </message>
    <message>
        <location filename="../core/product/sentinel2.py"/>
        <source>the file's tags say that it has been subtracted</source>
        <translation>les balises du fichier disent qu’il a été soustrait</translation>
    </message>
    <message>
        <location filename="../adapters/output/staging_folder.py"/>
        <source>the folder cannot be written to</source>
        <translation>le dossier n’est pas accessible en écriture</translation>
    </message>
    <message>
        <location filename="../adapters/output/file_place.py"/>
        <source>the folder {folder} cannot be written to; choose another</source>
        <translation>impossible d’écrire dans le dossier {folder}&#xa0;; choisissez-en un autre</translation>
    </message>
    <message>
        <location filename="../core/product/dark_objects.py"/>
        <source>the ground would be even and nowhere dark</source>
        <translation>le sol serait uniforme et nulle part sombre</translation>
    </message>
    <message>
        <location filename="../core/network/kernel_windows.py"/>
        <source>the kernel is larger than the image</source>
        <translation>le noyau est plus grand que l’image</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_content.py"/>
        <source>the map theme {theme}</source>
        <translation>le thème de carte {theme}</translation>
    </message>
    <message>
        <location filename="../core/product/alternatives.py"/>
        <source>the numbers alone do not tell</source>
        <translation>les nombres seuls ne le disent pas</translation>
    </message>
    <message>
        <location filename="../core/product/alternatives.py"/>
        <source>the numbers cannot tell</source>
        <translation>les nombres ne peuvent pas le dire</translation>
    </message>
    <message>
        <location filename="../core/network/numpy_network.py"/>
        <source>the operator {operator!r}</source>
        <translation>l’opérateur «&#xa0;{operator}&#xa0;»</translation>
    </message>
    <message>
        <location filename="../adapters/output/staged_file.py"/>
        <source>the path is too long for a GeoPackage; choose a shorter name, a folder further up, or another format</source>
        <translation>le chemin est trop long pour un GeoPackage&#xa0;; choisissez un nom plus court, un dossier plus haut ou un autre format</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/runtime_trial.py"/>
        <source>the process ended with status {status}</source>
        <translation>le processus s’est terminé avec le statut {status}</translation>
    </message>
    <message>
        <location filename="../adapters/web/download.py"/>
        <source>the proxy asks for a password; set it in Settings, Options, Network</source>
        <translation>le proxy demande un mot de passe&#xa0;; indiquez-le dans Préférences, Options, Réseau</translation>
    </message>
    <message>
        <location filename="../adapters/web/download.py"/>
        <source>the server did not accept the user name and password; set the sign-in in Settings, Options, EuroSAT Land Cover</source>
        <translation>le serveur n’a pas accepté le nom d’utilisateur et le mot de passe&#xa0;; réglez l’identification dans Préférences, Options, «&#xa0;EuroSAT – Occupation du sol&#xa0;»</translation>
    </message>
    <message>
        <location filename="../adapters/web/download.py"/>
        <source>the server does not allow it; ask those who run it</source>
        <translation>le serveur ne l’autorise pas&#xa0;; adressez-vous à son administrateur</translation>
    </message>
    <message>
        <location filename="../adapters/web/download.py"/>
        <source>the server does not answer; try again later</source>
        <translation>le serveur ne répond pas&#xa0;; réessayez plus tard</translation>
    </message>
    <message>
        <location filename="../adapters/web/download.py"/>
        <source>the server reports an error of its own; try again later</source>
        <translation>le serveur signale une erreur de sa part&#xa0;; réessayez plus tard</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/wheel.py"/>
        <source>the version {version!r}</source>
        <translation>la version {version!r}</translation>
    </message>
    <message>
        <location filename="../adapters/map/map_content.py"/>
        <source>the visible layers</source>
        <translation>les couches visibles</translation>
    </message>
    <message>
        <location filename="../core/network/model_card.py"/>
        <source>the way in which it sees whole images makes no sense: in steps of {step} pixels, or with shares of tiles that are not from 0 to 1</source>
        <translation>la manière dont il voit des images entières n’a pas de sens&#xa0;: par pas de {step} pixels, ou avec des parts de tuiles qui ne vont pas de 0 à 1</translation>
    </message>
    <message>
        <location filename="../core/network/numpy_network.py"/>
        <source>the weights of a Conv do not fit</source>
        <translation>les poids d’une convolution (Conv) ne conviennent pas</translation>
    </message>
    <message>
        <location filename="../adapters/output/file_place.py"/>
        <source>there is no folder {folder}; make it or choose another</source>
        <translation>il n’y a pas de dossier {folder}&#xa0;; créez-le ou choisissez-en un autre</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>they have no names</source>
        <translation>elles n’ont pas de nom</translation>
    </message>
    <message>
        <location filename="../adapters/raster/remote_reading.py"/>
        <source>this computer</source>
        <translation>cet ordinateur</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>to</source>
        <translation>à</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/wheel.py"/>
        <source>too much</source>
        <translation>trop de données</translation>
    </message>
    <message>
        <location filename="../core/product/readings.py"/>
        <source>true-colour image of {level}</source>
        <translation>image en couleurs naturelles de {level}</translation>
    </message>
    <message>
        <location filename="../core/summary/flags.py"/>
        <source>uncertain</source>
        <translation>incertaine</translation>
    </message>
    <message>
        <location filename="../core/summary/flags.py"/>
        <source>unfamiliar</source>
        <translation>inhabituelle</translation>
    </message>
    <message>
        <location filename="../core/network/onnx_model.py"/>
        <source>unknown</source>
        <translation>inconnue</translation>
    </message>
    <message>
        <location filename="../adapters/raster/raster_bands.py"/>
        <source>unsupported data type</source>
        <translation>type de données non pris en charge</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>urban probability: residential, industrial, highway</source>
        <translation>probabilité urbaine&#xa0;: zones résidentielles et industrielles, routes</translation>
    </message>
    <message>
        <location filename="../core/network/protobuf_message.py"/>
        <source>wire type {wire_type} is not used by ONNX</source>
        <translation>le type de codage {wire_type} n’est pas utilisé par ONNX</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>with 1000 less it would be as white</source>
        <translation>avec 1000 de moins elle serait aussi blanche</translation>
    </message>
    <message>
        <location filename="../core/summary/report.py"/>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <location filename="../adapters/web/download.py"/>
        <source>{address} cannot be fetched ({reason}); {advice}.</source>
        <translation>{address} n’a pas pu être téléchargé ({reason})&#xa0;; {advice}.</translation>
    </message>
    <message>
        <location filename="../adapters/web/download.py"/>
        <source>{address} cannot be fetched: the sign-in {authentication} cannot be used; check it in Settings, Options, Authentication.</source>
        <translation>{address} n’a pas pu être téléchargé&#xa0;: l’authentification {authentication} ne peut pas être utilisée&#xa0;; vérifiez-la dans Préférences, Options, Authentification.</translation>
    </message>
    <message>
        <location filename="../adapters/web/download.py"/>
        <source>{address} cannot be fetched; {advice}.</source>
        <translation>{address} n’a pas pu être téléchargé&#xa0;; {advice}.</translation>
    </message>
    <message>
        <location filename="../core/catalogue/scene_item.py"/>
        <source>{address} describes no scene: it is no STAC item with assets. Choose an item of a catalogue.</source>
        <translation>{address} ne décrit pas de scène&#xa0;: ce n’est pas un élément STAC avec des fichiers. Choisissez un élément d’un catalogue.</translation>
    </message>
    <message>
        <location filename="../adapters/web/download.py"/>
        <source>{address} holds more than {size} MB, and was not read; check the address.</source>
        <translation>{address} contient plus de {size}&#xa0;Mo et n’a pas été lu&#xa0;; vérifiez l’adresse.</translation>
    </message>
    <message>
        <location filename="../processing/catalogue_source.py"/>
        <source>{address} is not asked: only addresses that begin with https:// are safe.</source>
        <translation>{address} n’est pas interrogé&#xa0;: seules les adresses qui commencent par https:// sont sûres.</translation>
    </message>
    <message>
        <location filename="../adapters/web/download.py"/>
        <source>{address} is not fetched: only addresses that begin with https:// are safe.</source>
        <translation>{address} n’est pas téléchargé&#xa0;: seules les adresses qui commencent par https:// sont sûres.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/item_access.py"/>
        <source>{address} is not read: only addresses that begin with https:// are safe.</source>
        <translation>{address} n’est pas lu&#xa0;: seules les adresses qui commencent par https:// sont sûres.</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_chart.py"/>
        <source>{area}&#xa0;ha</source>
        <translation>{area}&#xa0;ha</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>{bands} bands</source>
        <translation>{bands} bandes</translation>
    </message>
    <message>
        <location filename="../core/product/non_rgb_bands.py"/>
        <source>{bands}: less detail than in the finest colour, as in bands of 20 and 60 m. What stands there may be another band than its name or place says. If so, pick red, green and blue in BANDS.</source>
        <translation>{bands}&#xa0;: moins de détails que dans la couleur la plus fine, comme dans les bandes de 20 et 60 m. C’est peut-être une autre bande que ne le dit son nom ou sa place. Si c’est le cas, choisissez rouge, vert et bleu dans BANDS.</translation>
    </message>
    <message>
        <location filename="../processing/scene_query.py"/>
        <source>{catalogue} has no such scene: choose a longer period, or allow more cloud.</source>
        <translation>{catalogue} n’a pas de telle scène&#xa0;: choisissez une période plus longue, ou admettez plus de nuages.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/item_access.py"/>
        <source>{catalogue} signs no addresses now, so its images cannot be read; try again later.</source>
        <translation>{catalogue} ne signe pas d’adresses pour l’instant, et ses images ne peuvent pas être lues&#xa0;; réessayez plus tard.</translation>
    </message>
    <message>
        <location filename="../core/network/convolution.py"/>
        <source>{channels} channels instead of {expected}</source>
        <translation>{channels} canaux au lieu de {expected}</translation>
    </message>
    <message>
        <location filename="../core/summary/quantities.py"/>
        <source>{count} tiles</source>
        <translation>{count} tuiles</translation>
    </message>
    <message>
        <location filename="../processing/assessment_inputs.py"/>
        <source>{count} tiles of {sample} lie where {grid} has no class; choose the grid that the sample was drawn from, or another that covers it.</source>
        <translation>{count} tuiles de {sample} se trouvent là où {grid} n’a pas de classe&#xa0;; choisissez la grille d’où l’échantillon a été tiré, ou une autre qui le couvre.</translation>
    </message>
    <message>
        <location filename="../core/summary/quantities.py"/>
        <source>{count}&#xa0;min</source>
        <translation>{count}&#xa0;min</translation>
    </message>
    <message>
        <location filename="../core/summary/quantities.py"/>
        <source>{count}&#xa0;s</source>
        <translation>{count}&#xa0;s</translation>
    </message>
    <message>
        <location filename="../processing/compare_grids.py"/>
        <source>{first} and {second} have different classes, so they cannot be compared; choose two grids of one model.</source>
        <translation>{first} et {second} ont des classes différentes et ne peuvent donc pas être comparées&#xa0;; choisissez deux grilles d’un même modèle.</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/runtime_folder.py"/>
        <source>{folder} cannot be removed ({reason}); close QGIS and delete the folder.</source>
        <translation>{folder} n’a pas pu être supprimé ({reason})&#xa0;; fermez QGIS et supprimez ce dossier.</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/runtime_folder.py"/>
        <source>{folder} cannot be written to ({reason}); check its permissions, and that no virus scanner locks it.</source>
        <translation>Impossible d’écrire dans {folder} ({reason})&#xa0;; vérifiez que c’est permis et qu’aucun antivirus ne le bloque.</translation>
    </message>
    <message>
        <location filename="../processing/classify_scenes.py"/>
        <source>{folder} cannot be written to ({reason}); choose another folder.</source>
        <translation>Impossible d’écrire dans {folder} ({reason})&#xa0;; choisissez un autre dossier.</translation>
    </message>
    <message>
        <location filename="../adapters/batch/run_folder.py"/>
        <source>{folder} holds other files; choose an empty folder, a new one, or that of a run.</source>
        <translation>{folder} contient d’autres fichiers&#xa0;; choisissez un dossier vide, un nouveau, ou celui d’un traitement.</translation>
    </message>
    <message>
        <location filename="../adapters/batch/run_folder.py"/>
        <source>{folder} is not on the disk, so the results would be lost; choose a folder on the disk.</source>
        <translation>{folder} n’est pas sur le disque, les résultats seraient donc perdus&#xa0;; choisissez un dossier sur le disque.</translation>
    </message>
    <message>
        <location filename="../adapters/output/table_copy.py"/>
        <source>{found} of {wanted} rows</source>
        <translation>{found} lignes sur {wanted}</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_words.py"/>
        <source>{land_cover} covers {area} ± {margin} ha (95 %; interval from {low} to {high} ha); the map alone has {mapped} ha.</source>
        <translation>{land_cover}&#xa0;: {area} ± {margin} ha (95&#xa0;%&#xa0;; intervalle de {low} à {high} ha)&#xa0;; la carte seule a {mapped} ha.</translation>
    </message>
    <message>
        <location filename="../processing/class_statistics.py"/>
        <source>{layer}: selected tiles</source>
        <translation>{layer}&#xa0;: tuiles sélectionnées</translation>
    </message>
    <message>
        <location filename="../core/product/sentinel2.py"/>
        <source>{level}, baseline {baseline:05.2f}</source>
        <translation>{level}, ligne de base {baseline:05.2f}</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>{low} to {high}</source>
        <translation>{low} à {high}</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>{metres} m ({pixels} pixels)</source>
        <translation>{metres}&#xa0;m ({pixels} pixels)</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>{metres} m ({pixels} pixels), takes about {times} times as long</source>
        <translation>{metres} m ({pixels} pixels), environ {times} fois plus long</translation>
    </message>
    <message>
        <location filename="../core/choices.py"/>
        <source>{metres} m ({pixels} pixels), takes {least} to {times} times as long, by model</source>
        <translation>{metres} m ({pixels} pixels), de {least} à {times} fois plus long, selon le modèle</translation>
    </message>
    <message>
        <location filename="../adapters/output/file_place.py"/>
        <source>{name} and {other} cannot be the same file {path}; give each its own.</source>
        <translation>{name} et {other} ne peuvent pas être le même fichier {path}&#xa0;; donnez à chacun le sien.</translation>
    </message>
    <message>
        <location filename="../adapters/output/file_place.py"/>
        <source>{name} belongs to {input}, which is an input of this run; choose another file</source>
        <translation>{name} appartient à {input}, qui est une entrée de ce traitement&#xa0;; choisissez un autre fichier</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/runtime_installation.py"/>
        <source>{name} cannot be read ({reason}).</source>
        <translation>{name} ne peut pas être lu ({reason}).</translation>
    </message>
    <message>
        <location filename="../adapters/raster/remote_reading.py"/>
        <source>{name} cannot be read from {server} (HTTP status {status}), also after {count} tries; nothing was written. Try again later, or choose another scene.</source>
        <translation>{name} ne peut pas être lu sur {server} (statut HTTP {status}), même après {count} essais&#xa0;; rien n’a été écrit. Réessayez plus tard, ou choisissez une autre scène.</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/wheel.py"/>
        <source>{name} cannot be unpacked into {folder} ({reason}); check the permissions of the folder, and that no virus scanner locks it.</source>
        <translation>{name} n’a pas pu être décompressé dans {folder} ({reason})&#xa0;; vérifiez qu’il est permis d’écrire dans ce dossier et qu’aucun antivirus ne le bloque.</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/wheel.py"/>
        <source>{name} cannot be unpacked into {folder} ({reason}); free {size} MB there.</source>
        <translation>{name} n’a pas pu être décompressé dans {folder} ({reason})&#xa0;; libérez-y {size}&#xa0;Mo.</translation>
    </message>
    <message>
        <location filename="../processing/feature_source.py"/>
        <source>{name} cannot be {layer}: the layer has no coordinate reference system; set it in the layer's context menu (Layer CRS, Set Layer CRS…).</source>
        <translation>{name} ne peut pas être {layer}&#xa0;: la couche n’a pas de système de coordonnées de référence&#xa0;; définissez-le dans son menu contextuel (SCR de la couche, Définir le SCR de la couche…).</translation>
    </message>
    <message>
        <location filename="../processing/parameter_check.py"/>
        <source>{name} cannot be {value!r}.</source>
        <translation>{name} ne peut pas être «&#xa0;{value}&#xa0;».</translation>
    </message>
    <message>
        <location filename="../processing/parameter_check.py"/>
        <source>{name} cannot be {value!r}: it is a pipe, a device or a socket; choose a file.</source>
        <translation>{name} ne peut pas être «&#xa0;{value}&#xa0;»&#xa0;: c’est un tube, un périphérique ou un socket&#xa0;; choisissez un fichier.</translation>
    </message>
    <message>
        <location filename="../processing/parameter_check.py"/>
        <source>{name} cannot be {value!r}: {path} is a pipe, a device or a socket, and whoever opens it with the file waits for ever; take it away, or choose another file.</source>
        <translation>{name} ne peut pas être «&#xa0;{value}&#xa0;»&#xa0;: {path} est un tube, un périphérique ou un socket, et qui l’ouvre avec le fichier attend sans fin&#xa0;; retirez-le ou choisissez un autre fichier.</translation>
    </message>
    <message>
        <location filename="../adapters/batch/settings.py"/>
        <source>{name} cannot be {value!r}; choose one of {choices}.</source>
        <translation>{name} ne peut pas être «&#xa0;{value}&#xa0;»&#xa0;; choisissez parmi {choices}.</translation>
    </message>
    <message>
        <location filename="../adapters/batch/settings.py"/>
        <source>{name} cannot be {value!r}; choose true or false.</source>
        <translation>{name} ne peut pas être {value!r}&#xa0;; choisissez true ou false.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/remote_reading.py"/>
        <source>{name} could not be read from {server} to its end, also after {count} tries; nothing was written. Check the connection and try again, or choose another scene.</source>
        <translation>{name} n’a pas pu être lu jusqu’au bout sur {server}, même après {count} essais&#xa0;; rien n’a été écrit. Vérifiez la connexion et réessayez, ou choisissez une autre scène.</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/runtime_installation.py"/>
        <source>{name} does not have the name of a wheel of {project}; choose the file under the name that it was downloaded with.</source>
        <translation>{name} ne porte pas le nom d’un paquet wheel de {project}&#xa0;; choisissez le fichier tel qu’il a été téléchargé.</translation>
    </message>
    <message>
        <location filename="../core/product/acquisition.py"/>
        <source>{name} holds bands of several images: {file} is {difference}. Stack those bands that belong together into one raster (Build virtual raster, with separate bands).</source>
        <translation>{name} contient des bandes de plusieurs images&#xa0;: {file} est {difference}. Empilez celles qui vont ensemble en un seul raster (Construire un raster virtuel, avec des bandes séparées).</translation>
    </message>
    <message>
        <location filename="../adapters/raster/products.py"/>
        <source>{name} holds no file of {missing}, without which nothing can be classified; red, green and blue (B04, B03, B02) are needed. Add it, or stack the bands into one raster (Build virtual raster, with separate bands).</source>
        <translation>{name} ne contient pas de fichier de {missing}, sans quoi rien ne peut être classé&#xa0;; il faut rouge, vert et bleu (B04, B03, B02). Ajoutez-le, ou empilez les bandes en un seul raster (Construire un raster virtuel, en bandes séparées).</translation>
    </message>
    <message>
        <location filename="../processing/place.py"/>
        <source>{name} holds no polygon; choose a layer that has some, or use more than its selection.</source>
        <translation>{name} ne contient pas de polygone&#xa0;; choisissez une couche qui en a, ou ne vous limitez pas à sa sélection.</translation>
    </message>
    <message>
        <location filename="../processing/batch_plan.py"/>
        <source>{name} holds no scene; choose a layer that has some, or use more than its selection.</source>
        <translation>{name} ne contient aucune scène&#xa0;; choisissez une couche qui en a, ou utilisez plus que sa sélection.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/products.py"/>
        <source>{name} holds {count} files of {band} ({first}, …), of several dates or places. Unpack it where it is an archive, and stack those bands that belong together into one raster (Build virtual raster, with separate bands).</source>
        <translation>{name} contient {count} fichiers de {band} ({first}, …), de plusieurs dates ou lieux. Décompressez-le si c’est une archive, et empilez les bandes qui vont ensemble en un seul raster (Construire un raster virtuel, en bandes séparées).</translation>
    </message>
    <message>
        <location filename="../adapters/raster/products.py"/>
        <source>{name} holds {count} images ({names}), and none is B04, B03 or B02 by its name. Unpack it where it is an archive, and choose one of the images; or, where each is one band, stack red, green and blue into one raster (Build virtual raster, with separate bands).</source>
        <translation>{name} contient {count} images ({names}), et aucune n’est B04, B03 ou B02 d’après son nom. Décompressez l’archive s’il s’agit d’une archive, et choisissez l’une des images&#xa0;; ou bien, si chacune est une bande, empilez le rouge, le vert et le bleu en un seul raster (Construire un raster virtuel, avec des bandes séparées).</translation>
    </message>
    <message>
        <location filename="../adapters/output/staged_file.py"/>
        <source>{name} is a folder there</source>
        <translation>{name} y est un dossier</translation>
    </message>
    <message>
        <location filename="../core/product/bands.py"/>
        <source>{name} is a picture called {what}, and no true colour; classification needs the bands red, green and blue (B04, B03, B02). Download these as raw bands or as true colour; if it holds them under another name, rename the file.</source>
        <translation>{name} est une image nommée {what}, et non en couleurs naturelles&#xa0;; la classification demande les bandes rouge, verte et bleue (B04, B03, B02). Téléchargez-les en bandes brutes ou en couleurs naturelles&#xa0;; si le fichier les contient sous un autre nom, renommez-le.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/products.py"/>
        <source>{name} is a product in the format zarr, which is not read. Download it as .SAFE; or open its measurements/reflectance/r10m/b04, b03 and b02 in QGIS, save each as GeoTIFF with the product's CRS, and stack the three (Build virtual raster, with separate bands).</source>
        <translation>{name} est un produit au format zarr, qui n’est pas lu. Téléchargez-le en .SAFE&#xa0;; ou ouvrez ses measurements/reflectance/r10m/b04, b03 et b02 dans QGIS, enregistrez chacun en GeoTIFF avec le SCR du produit, et empilez les trois (Construire un raster virtuel, en bandes séparées).</translation>
    </message>
    <message>
        <location filename="../adapters/raster/data_only_layer.py"/>
        <source>{name} is an archive that cannot be read as an image; unpack it, and choose the image, or the folder of the product or of the band files.</source>
        <translation>{name} est une archive qui ne peut pas être lue comme une image&#xa0;; décompressez-la et choisissez l’image, ou le dossier du produit ou des fichiers de bandes.</translation>
    </message>
    <message>
        <location filename="../processing/parameter_check.py"/>
        <source>{name} is in {system}, which is no coordinate reference system that QGIS knows; give it in another.</source>
        <translation>{name} est dans {system}, qui n’est pas un système de coordonnées de référence connu de QGIS&#xa0;; indiquez-le dans un autre.</translation>
    </message>
    <message>
        <location filename="../processing/classify_scenes.py"/>
        <source>{name} is left to another run that is at it.</source>
        <translation>{name} est laissée à un autre traitement qui s’en occupe.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/product_layer.py"/>
        <source>{name} is neither a Sentinel-2 product nor a band of one with the others beside it; if it is an image, add it by Layer, Add Layer, Add Raster Layer.</source>
        <translation>{name} n’est ni un produit Sentinel-2 ni une bande accompagnée des autres&#xa0;; si c’est une image, ajoutez-la par Couche, Ajouter une couche, Ajouter une couche raster.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/products.py"/>
        <source>{name} is not a Sentinel-2 product: it holds no 10 m file of {missing}; choose a .SAFE folder, its zip archive or its file MTD_MSIL1C.xml or MTD_MSIL2A.xml. If it holds the bands under other names, unpack it where it is an archive, and stack them into one raster (Build virtual raster, with separate bands).</source>
        <translation>{name} n’est pas un produit Sentinel-2&#xa0;: il ne contient pas de fichier à 10 m de {missing}&#xa0;; choisissez un dossier .SAFE, son archive zip ou son fichier MTD_MSIL1C.xml ou MTD_MSIL2A.xml. S’il contient les bandes sous d’autres noms, décompressez-le si c’est une archive, et empilez-les en un seul raster (Construire un raster virtuel, en bandes séparées).</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/runtime_installation.py"/>
        <source>{name} is not for {here}; download the file for it.</source>
        <translation>{name} n’est pas fait pour {here}&#xa0;; téléchargez le fichier qui l’est.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/raster.py"/>
        <source>{name} is one band of an image: B04, B03 and B02, which lie beside it, are classified.</source>
        <translation>{name} n’est qu’une bande d’une image&#xa0;: B04, B03 et B02, qui sont à côté, sont classées.</translation>
    </message>
    <message>
        <location filename="../processing/classify_scenes.py"/>
        <source>{name} is tried again in {seconds} s.</source>
        <translation>{name}&#xa0;: nouvel essai dans {seconds} s.</translation>
    </message>
    <message>
        <location filename="../processing/file_output.py"/>
        <source>{name} is written as a table, without shapes and places; choose .gpkg for a map.</source>
        <translation>{name} est écrit comme une table, sans formes ni emplacements&#xa0;; choisissez .gpkg pour une carte.</translation>
    </message>
    <message>
        <location filename="../adapters/batch/settings.py"/>
        <source>{name} needs a number from {least} to {largest}; {value!r} given.</source>
        <translation>{name} doit être un nombre de {least} à {largest}&#xa0;; reçu&#xa0;: {value!r}.</translation>
    </message>
    <message>
        <location filename="../core/summary/quantities.py"/>
        <source>{number}&#xa0;%</source>
        <translation>{number}&#xa0;%</translation>
    </message>
    <message>
        <location filename="../core/network/kernel_windows.py"/>
        <source>{operator} with dilations, with huge kernels or not in two dimensions</source>
        <translation>{operator} avec des dilatations, d’énormes noyaux ou dans un autre nombre de dimensions que deux</translation>
    </message>
    <message>
        <location filename="../adapters/output/staged_file.py"/>
        <source>{output} cannot be put in its place {path} ({reason}); nothing was written.</source>
        <translation>{output} ne peut être mis à sa place {path} ({reason})&#xa0;; rien n’a été écrit.</translation>
    </message>
    <message>
        <location filename="../processing/outputs.py"/>
        <source>{output} cannot be written to {path} ({reason}); choose another file.</source>
        <translation>{output} ne peut être écrit dans {path} ({reason})&#xa0;; choisissez un autre fichier.</translation>
    </message>
    <message>
        <location filename="../processing/raster_output.py"/>
        <source>{output} cannot be written to {path}: it is a GeoTIFF; give it the ending .tif.</source>
        <translation>{output} ne peut pas être écrit dans {path}&#xa0;: c’est un GeoTIFF&#xa0;; donnez-lui l’extension .tif.</translation>
    </message>
    <message>
        <location filename="../adapters/output/file_place.py"/>
        <source>{output} cannot be written to {path}: {problem}.</source>
        <translation>{output} ne peut être écrit dans {path}&#xa0;: {problem}.</translation>
    </message>
    <message>
        <location filename="../adapters/batch/grid_tiles.py"/>
        <source>{path} cannot be read ({reason}).</source>
        <translation>{path} ne peut pas être lu ({reason}).</translation>
    </message>
    <message>
        <location filename="../processing/run_layer.py"/>
        <source>{path} cannot be read; this QGIS may not know its format.</source>
        <translation>{path} ne peut pas être lu&#xa0;; ce QGIS ne connaît peut-être pas son format.</translation>
    </message>
    <message>
        <location filename="../adapters/batch/run_summary.py"/>
        <source>{path} cannot be written ({reason}); is the disk full?</source>
        <translation>{path} ne peut pas être écrit ({reason})&#xa0;; le disque est-il plein&#xa0;?</translation>
    </message>
    <message>
        <location filename="../adapters/raster/remote_copy.py"/>
        <source>{path} cannot be written; is the disk full?</source>
        <translation>{path} ne peut pas être écrit&#xa0;; le disque est-il plein&#xa0;?</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/item_raster.py"/>
        <source>{path} describes no scene.</source>
        <translation>{path} ne décrit aucune scène.</translation>
    </message>
    <message>
        <location filename="../adapters/batch/scene_source.py"/>
        <source>{path} holds an item that does not tell its address (link “self”): save each such item in a file of its own.</source>
        <translation>{path} contient un élément qui ne dit pas son adresse (lien «&#xa0;self&#xa0;»)&#xa0;: enregistrez chaque élément de ce genre dans un fichier à part.</translation>
    </message>
    <message>
        <location filename="../adapters/batch/scene_source.py"/>
        <source>{path} holds no scenes: choose the layer that Search Sentinel-2 scenes has written.</source>
        <translation>{path} ne contient pas de scènes&#xa0;: choisissez la couche que Rechercher des scènes Sentinel-2 a écrite.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/special_files.py"/>
        <source>{path} is a pipe, a device or a socket, and whoever opens it with the image waits for ever; take it away, or choose another image.</source>
        <translation>{path} est un tube, un périphérique ou un socket, et qui l’ouvre avec l’image attend sans fin&#xa0;; retirez-le ou choisissez une autre image.</translation>
    </message>
    <message>
        <location filename="../processing/scene_settlement.py"/>
        <source>{path} is gone or another file than it was when it was planned; plan again.</source>
        <translation>{path} a disparu ou n’est plus le fichier qui a été planifié&#xa0;; planifiez de nouveau.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/item_raster.py"/>
        <source>{path} is too large to describe a scene.</source>
        <translation>{path} est trop volumineux pour décrire une scène.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/completeness.py"/>
        <source>{path} was not written completely: {found} of {wanted} features are in it.</source>
        <translation>{path} n’a pas été écrit en entier&#xa0;: il contient {found} entités sur {wanted}.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/completeness.py"/>
        <source>{path} was not written completely: {found} of {wanted} features are in it; is the disk full? Nothing was put in its place.</source>
        <translation>{path} n’a pas été écrit en entier&#xa0;: il contient {found} entités sur {wanted}&#xa0;; le disque est-il plein&#xa0;? Rien n’a été mis à sa place.</translation>
    </message>
    <message>
        <location filename="../processing/outputs.py"/>
        <source>{path} was not written completely; is the disk full?</source>
        <translation>{path} n’a pas été écrit en entier&#xa0;; le disque est-il plein&#xa0;?</translation>
    </message>
    <message>
        <location filename="../adapters/batch/plan.py"/>
        <source>{path} was written by another version; plan again.</source>
        <translation>{path} a été écrit par une autre version&#xa0;; planifiez de nouveau.</translation>
    </message>
    <message>
        <location filename="../adapters/runtime/runtime_installation.py"/>
        <source>{project} {version} needs numpy {wanted}, and QGIS has {found}. Other plugins rely on it, so it is not changed. Classification goes on without {project}.</source>
        <translation>{project} {version} a besoin de numpy {wanted}, et QGIS a {found}. D’autres extensions en dépendent, il n’est donc pas changé. La classification continue sans {project}.</translation>
    </message>
    <message>
        <location filename="../adapters/grid/reference_tiles.py"/>
        <source>{sample} and {grid} have different classes (only one of them has {classes}); choose the grid that the sample was drawn from, or another with its classes.</source>
        <translation>{sample} et {grid} ont des classes différentes (une seule des deux a {classes})&#xa0;; choisissez la grille dont l’échantillon a été tiré, ou une autre qui a ses classes.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/answers.py"/>
        <source>{server} answers with something else than JSON; check the address {address}.</source>
        <translation>{server} répond par autre chose que du JSON&#xa0;; vérifiez l’adresse {address}.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/answers.py"/>
        <source>{server} asks for a sign-in (HTTP status {status}): choose one in AUTH, after you have made it in Settings, Options, Authentication.</source>
        <translation>{server} demande une authentification (statut HTTP {status})&#xa0;: choisissez-en une dans AUTH, après l’avoir créée dans Préférences, Options, Authentification.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/answers.py"/>
        <source>{server} cannot be reached: this computer seems to be offline. Check the connection, and the proxy in Settings, Options, Network.</source>
        <translation>{server} est injoignable&#xa0;: cet ordinateur semble hors ligne. Vérifiez la connexion, et le proxy dans Préférences, Options, Réseau.</translation>
    </message>
    <message>
        <location filename="../core/catalogue/pages.py"/>
        <source>{server} does not answer as a catalogue of scenes (STAC API); check its address.</source>
        <translation>{server} ne répond pas comme un catalogue de scènes (API STAC)&#xa0;; vérifiez son adresse.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/remote_reading.py"/>
        <source>{server} does not let {name} be read (HTTP status {status}): it wants a sign-in, or a signature has run out. Check AUTH, and try again.</source>
        <translation>{server} ne laisse pas lire {name} (statut HTTP {status})&#xa0;: il demande une authentification, ou une signature a expiré. Vérifiez AUTH, et réessayez.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/answers.py"/>
        <source>{server} gives no answer, also after {count} tries: it may be down, or the connection broken. Try again later, or choose another catalogue.</source>
        <translation>{server} ne répond pas, même après {count} essais&#xa0;: il est peut-être arrêté, ou la connexion coupée. Réessayez plus tard, ou choisissez un autre catalogue.</translation>
    </message>
    <message>
        <location filename="../adapters/raster/remote_reading.py"/>
        <source>{server} has no file {name} (HTTP status {status}), though the scene's description names it; choose another scene.</source>
        <translation>{server} n’a pas de fichier {name} (statut HTTP {status}), bien que la description de la scène le nomme&#xa0;; choisissez une autre scène.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/answers.py"/>
        <source>{server} is down or busy (HTTP status {status}), also after {count} tries: try again later, or choose another catalogue.</source>
        <translation>{server} est en panne ou surchargé (statut HTTP {status}), même après {count} essais&#xa0;: réessayez plus tard, ou choisissez un autre catalogue.</translation>
    </message>
    <message>
        <location filename="../adapters/catalogue/answers.py"/>
        <source>{server} knows nothing at {address}; check the address, or search again.</source>
        <translation>{server} ne connaît rien à {address}&#xa0;; vérifiez l’adresse, ou recherchez à nouveau.</translation>
    </message>
    <message>
        <location filename="../core/product/alternatives.py"/>
        <source>{source}; {fit}</source>
        <translation>{source}&#xa0;; {fit}</translation>
    </message>
    <message>
        <location filename="../processing/sample_tiles.py"/>
        <source>{stratum}: {count} of {tiles} tiles, {hectares} ha; expected to be right: {accuracy}.</source>
        <translation>{stratum}&#xa0;: {count} tuiles sur {tiles}, {hectares} ha&#xa0;; exactitude attendue&#xa0;: {accuracy}.</translation>
    </message>
    <message>
        <location filename="../adapters/output/geopackage_update.py"/>
        <source>{table} in {path} cannot be overwritten: it is not a layer of features; choose another name.</source>
        <translation>{table} dans {path} ne peut être remplacé&#xa0;: ce n’est pas une couche d’entités&#xa0;; choisissez un autre nom.</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>{title} with {own}: reflectance</source>
        <translation>{title} avec {own}&#xa0;: réflectance</translation>
    </message>
    <message>
        <location filename="../core/product/offset.py"/>
        <source>{title} would mean {correction} ({source}), but then {reason}. The numbers need {other}, and are read so. Set OFFSET to {number:g} to read them as it says.</source>
        <translation>{title} voudrait dire&#xa0;: {correction} ({source}), mais alors {reason}. Les nombres demandent&#xa0;: {other}, et sont lus ainsi. Donnez {number:g} à OFFSET pour les lire comme il le dit.</translation>
    </message>
    <message>
        <location filename="../core/product/recognition.py"/>
        <source>{title}, {value:g} is reflectance 1</source>
        <translation>{title}, {value:g} est la réflectance 1</translation>
    </message>
    <message>
        <location filename="../adapters/raster/fill_probe.py"/>
        <source>{values} in the three bands fill gaps of the image, though its file does not say so: this is nodata.</source>
        <translation>{values} dans les trois bandes remplissent des lacunes de l’image, sans que son fichier le dise&#xa0;: c’est de l’absence de données.</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_words.py"/>
        <source>{value} ({low} to {high})</source>
        <translation>{value} ({low} à {high})</translation>
    </message>
    <message>
        <location filename="../adapters/raster/fill_probe.py"/>
        <source>{value} in all bands fills gaps of the image, though its file does not say so: it is nodata.</source>
        <translation>La valeur {value} dans toutes les bandes remplit des lacunes de l’image, sans que son fichier le dise&#xa0;: c’est de l’absence de données.</translation>
    </message>
    <message>
        <location filename="../core/product/decision.py"/>
        <source>{what}: {correction} ({source}).</source>
        <translation>{what}&#xa0;: {correction} ({source}).</translation>
    </message>
    <message>
        <location filename="../core/product/readings.py"/>
        <source>{white} is 1</source>
        <translation>{white} vaut 1</translation>
    </message>
    <message>
        <location filename="../core/assessment/assessment_report.py"/>
        <source>± is 1.96 standard errors. Intervals are Wilson's, carried over to strata, which in large samples is the same; with few tiles or rare classes they hold more often.</source>
        <translation>± vaut 1,96 erreur-type. Les intervalles sont ceux de Wilson, étendus aux strates, ce qui revient au même dans de grands échantillons&#xa0;; avec peu de tuiles ou des classes rares, ils tiennent plus souvent.</translation>
    </message>
</context>
<context>
    <name>EuroSatPlugin</name>
    <message>
        <location filename="../plugin.py"/>
        <source>EuroSAT Land Cover</source>
        <translation>EuroSAT – Occupation du sol</translation>
    </message>
</context>
<context>
    <name>EuroSatProvider</name>
    <message>
        <location filename="../processing/provider.py"/>
        <source>EuroSAT Land Cover</source>
        <translation>EuroSAT – Occupation du sol</translation>
    </message>
    <message>
        <location filename="../processing/provider.py"/>
        <source>EuroSAT Land Cover ({version})</source>
        <translation>EuroSAT – Occupation du sol ({version})</translation>
    </message>
</context>
<context>
    <name>FiguresHeader</name>
    <message>
        <location filename="../gui/dock/figures_header.py"/>
        <source>Copy, save and arrange the histogram</source>
        <translation>Copier, enregistrer et réorganiser l’histogramme</translation>
    </message>
    <message>
        <location filename="../gui/dock/figures_header.py"/>
        <source>Hidden in the legend: {classes}</source>
        <translation>Masquées dans la légende&#xa0;: {classes}</translation>
    </message>
    <message>
        <location filename="../gui/dock/figures_header.py"/>
        <source>Keep showing this grid when another one is selected</source>
        <translation>Garder cette grille affichée quand une autre est sélectionnée</translation>
    </message>
    <message>
        <location filename="../gui/dock/figures_header.py"/>
        <source>Largest class: {land_cover} ({share})</source>
        <translation>Classe la plus étendue&#xa0;: {land_cover} ({share})</translation>
    </message>
    <message>
        <location filename="../gui/dock/figures_header.py"/>
        <source>Largest class: {land_cover} ({share}); most tiles are uncertain</source>
        <translation>Classe la plus étendue&#xa0;: {land_cover} ({share})&#xa0;; la plupart des tuiles sont incertaines</translation>
    </message>
    <message>
        <location filename="../gui/dock/figures_header.py"/>
        <source>Mean confidence {confidence}</source>
        <translation>Confiance moyenne {confidence}</translation>
    </message>
    <message>
        <location filename="../gui/dock/figures_header.py"/>
        <source>No classified tiles</source>
        <translation>Aucune tuile classée</translation>
    </message>
    <message>
        <location filename="../gui/dock/figures_header.py"/>
        <source>Urban about {share}</source>
        <translation>Urbain environ {share}</translation>
    </message>
    <message>
        <location filename="../gui/dock/figures_header.py"/>
        <source>Urban {share}</source>
        <translation>Urbain {share}</translation>
    </message>
    <message>
        <location filename="../gui/dock/figures_header.py"/>
        <source>Urban: the mean probability that a tile is residential, industrial or highway.</source>
        <translation>Urbain&#xa0;: probabilité moyenne qu’une tuile soit une zone résidentielle, une zone industrielle ou une route.</translation>
    </message>
    <message>
        <location filename="../gui/dock/figures_header.py"/>
        <source>{count} uncertain</source>
        <translation>Incertaines&#xa0;: {count}</translation>
    </message>
    <message>
        <location filename="../gui/dock/figures_header.py"/>
        <source>{count} without data</source>
        <translation>Sans données&#xa0;: {count}</translation>
    </message>
</context>
<context>
    <name>FirstSteps</name>
    <message>
        <location filename="../gui/dock/first_steps.py"/>
        <source>Drag a rectangle over the place that you want to know about.</source>
        <translation>Tracez un rectangle sur le lieu qui vous intéresse.</translation>
    </message>
    <message>
        <location filename="../gui/dock/first_steps.py"/>
        <source>More about it</source>
        <translation>En savoir plus</translation>
    </message>
    <message>
        <location filename="../gui/dock/first_steps.py"/>
        <source>Open a Sentinel-2 product, or drop it on the map.</source>
        <translation>Ouvrez un produit Sentinel-2, ou déposez-le sur la carte.</translation>
    </message>
    <message>
        <location filename="../gui/dock/first_steps.py"/>
        <source>Read the shares of the classes here; a click on a bar selects its tiles.</source>
        <translation>Lisez ici la part de chaque classe&#xa0;; un clic sur une barre sélectionne ses tuiles.</translation>
    </message>
</context>
<context>
    <name>GridReader</name>
    <message>
        <location filename="../gui/tiles/grid_reader.py"/>
        <source>Reading the tiles of {layer}</source>
        <translation>Lecture des tuiles de {layer}</translation>
    </message>
    <message>
        <location filename="../gui/tiles/grid_reader.py"/>
        <source>The tiles of this layer could not be read.</source>
        <translation>Les tuiles de cette couche n’ont pas pu être lues.</translation>
    </message>
</context>
<context>
    <name>HistogramDock</name>
    <message>
        <location filename="../gui/dock/dock.py"/>
        <source>Land Cover Histogram</source>
        <translation>Histogramme de l’occupation du sol</translation>
    </message>
</context>
<context>
    <name>HistogramPanel</name>
    <message>
        <location filename="../gui/dock/histogram_panel.py"/>
        <source>The layer {layer} has no column {columns}; give the columns back the names that Classify raster gave them.</source>
        <translation>La couche {layer} n’a pas de colonne {columns}&#xa0;; rendez aux colonnes les noms que Classer un raster leur a donnés.</translation>
    </message>
    <message>
        <location filename="../gui/dock/histogram_panel.py"/>
        <source>{layer} was a temporary layer and is empty: QGIS keeps no tiles of such layers. Classify the image again, and save the layer to a file before you close the project.</source>
        <translation>{layer} était une couche temporaire et elle est vide&#xa0;: QGIS ne garde pas les tuiles de telles couches. Classez l’image de nouveau, et enregistrez la couche dans un fichier avant de fermer le projet.</translation>
    </message>
</context>
<context>
    <name>ImageChoice</name>
    <message>
        <location filename="../gui/runs/image_choice.py"/>
        <source>Add a Sentinel-2 image to the map first; there is nothing to classify.</source>
        <translation>Ajoutez d’abord une image Sentinel-2 à la carte&#xa0;; il n’y a rien à classer.</translation>
    </message>
    <message>
        <location filename="../gui/runs/image_choice.py"/>
        <source>Add them, or stack them into one raster.</source>
        <translation>Ajoutez-les, ou empilez-les en un seul raster.</translation>
    </message>
    <message>
        <location filename="../gui/runs/image_choice.py"/>
        <source>No Sentinel-2 image is on the map; open one, or make its layer the current one.</source>
        <translation>Aucune image Sentinel-2 n’est sur la carte&#xa0;; ouvrez-en une, ou faites de sa couche la couche courante.</translation>
    </message>
    <message>
        <location filename="../gui/runs/image_choice.py"/>
        <source>Not of this image: {layers}.</source>
        <translation>Ne sont pas de cette image&#xa0;: {layers}.</translation>
    </message>
    <message>
        <location filename="../gui/runs/image_choice.py"/>
        <source>The image {name}, from which {grid} was made, is no layer any more; its file is read.</source>
        <translation>L’image {name}, dont {grid} a été tirée, n’est plus une couche&#xa0;; son fichier est lu.</translation>
    </message>
    <message>
        <location filename="../gui/runs/image_choice.py"/>
        <source>The image {name}, from which {grid} was made, is no longer there.</source>
        <translation>L’image {name}, dont {grid} a été tirée, n’est plus là.</translation>
    </message>
    <message>
        <location filename="../gui/runs/image_choice.py"/>
        <source>{grid} does not tell from which image it was made.</source>
        <translation>{grid} ne dit pas de quelle image elle a été tirée.</translation>
    </message>
    <message>
        <location filename="../gui/runs/image_choice.py"/>
        <source>{layer} is one band of an image, {band}; {missing} of the same image are needed as well, and neither beside its file nor in the project. {strangers}</source>
        <translation>{layer} est une bande d’une image, {band}&#xa0;; il faut aussi {missing} de la même image, qui ne sont ni à côté de son fichier ni dans le projet. {strangers}</translation>
    </message>
    <message>
        <location filename="../gui/runs/image_choice.py"/>
        <source>{layer} is one band of an image, {band}; {missing} of the same image is needed as well, and neither beside its file nor in the project. {strangers}</source>
        <translation>{layer} est une bande d’une image, {band}&#xa0;; il faut aussi la bande {missing} de la même image, qui n’est ni à côté de son fichier ni dans le projet. {strangers}</translation>
    </message>
    <message>
        <location filename="../gui/runs/image_choice.py"/>
        <source>{layer} is one band of an image: it is classified with B04, B03 and B02 among the layers.</source>
        <translation>{layer} est une bande d’une image&#xa0;: elle est classée avec B04, B03 et B02, trouvées parmi les couches.</translation>
    </message>
    <message>
        <location filename="../gui/runs/image_choice.py"/>
        <source>{layer} is one band of an image: it is classified with those beside it, B04, B03 and B02.</source>
        <translation>{layer} est une bande d’une image&#xa0;: elle est classée avec B04, B03 et B02, qui se trouvent à côté.</translation>
    </message>
    <message>
        <location filename="../gui/runs/image_choice.py"/>
        <source>{lost} {image} is classified.</source>
        <translation>{lost} {image} est classée.</translation>
    </message>
</context>
<context>
    <name>InstallationBar</name>
    <message>
        <location filename="../gui/settings/installation_bar.py"/>
        <source>By hand: download the wheel for Python {python} on {system} from {link}, also on another computer, and choose Install from File in Settings, Options, EuroSAT Land Cover.</source>
        <translation>À la main&#xa0;: téléchargez depuis {link} le fichier wheel pour Python {python} sous {system}, au besoin sur un autre ordinateur, puis choisissez Installer depuis un fichier dans Préférences, Options, EuroSAT – Occupation du sol.</translation>
    </message>
    <message>
        <location filename="../gui/settings/installation_bar.py"/>
        <source>By hand: install it into QGIS's Python, on Windows in the OSGeo4W Shell, with {command}. Classification goes on with numpy.</source>
        <translation>À la main&#xa0;: installez-le dans le Python de QGIS, sous Windows dans l’OSGeo4W Shell, avec {command}. La classification continue avec numpy.</translation>
    </message>
    <message>
        <location filename="../gui/settings/installation_bar.py"/>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <location filename="../gui/settings/installation_bar.py"/>
        <source>Downloads the package onnxruntime (about 25 MB) from {index}, checks it and unpacks it into the profile. Nothing else in QGIS's Python changes, and it can be removed in the settings.</source>
        <translation>Télécharge le paquet onnxruntime (environ 25&#xa0;Mo) depuis {index}, le vérifie et le décompresse dans le profil. Rien d’autre ne change dans le Python de QGIS, et il peut être supprimé dans les options.</translation>
    </message>
    <message>
        <location filename="../gui/settings/installation_bar.py"/>
        <source>Progress of the installation</source>
        <translation>Progression de l’installation</translation>
    </message>
</context>
<context>
    <name>InstallationTask</name>
    <message>
        <location filename="../gui/settings/installation_task.py"/>
        <source>Installing onnxruntime</source>
        <translation>Installation d’onnxruntime</translation>
    </message>
    <message>
        <location filename="../gui/settings/installation_task.py"/>
        <source>onnxruntime could not be installed ({reason}); classification goes on with numpy.</source>
        <translation>onnxruntime n’a pas pu être installé ({reason})&#xa0;; la classification continue avec numpy.</translation>
    </message>
</context>
<context>
    <name>LabellingDock</name>
    <message>
        <location filename="../gui/labelling/labelling_dock.py"/>
        <source>Label Tiles</source>
        <translation>Étiqueter des tuiles</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_dock.py"/>
        <source>The map shows a classified grid; hide it, so that it does not lead you.</source>
        <translation>La carte montre une grille classée&#xa0;; masquez-la pour qu’elle ne vous influence pas.</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_dock.py"/>
        <source>There is no sample in the project; draw one with Sample tiles.</source>
        <translation>Il n’y a pas d’échantillon dans le projet&#xa0;; tirez-en un avec «&#xa0;Échantillonner des tuiles&#xa0;».</translation>
    </message>
</context>
<context>
    <name>LabellingForm</name>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source> × tile</source>
        <translation> × la tuile</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source>All tiles have a label. Accuracy assessment in the toolbox tells what they say.</source>
        <translation>Toutes les tuiles ont une étiquette. «&#xa0;Évaluation de l’exactitude&#xa0;», dans la boîte à outils, dit ce qu’elles montrent.</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source>First interpreter</source>
        <translation>Premier interprète</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source>Forward</source>
        <translation>Avancer</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source>Labels of</source>
        <translation>Étiquettes de</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source>Map shows</source>
        <translation>La carte montre</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source>Next</source>
        <translation>Suivante</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source>No label yet</source>
        <translation>Pas encore d’étiquette</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source>Sample</source>
        <translation>Échantillon</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source>Second interpreter</source>
        <translation>Second interprète</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source>Take back the last label (Backspace)</source>
        <translation>Reprendre la dernière étiquette (Retour arrière)</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source>The next tile without a label (N)</source>
        <translation>La prochaine tuile sans étiquette (N)</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source>The tile after this (Page Down)</source>
        <translation>La tuile suivante (Page suiv.)</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source>The tile before this (Page Up)</source>
        <translation>La tuile précédente (Page préc.)</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source>Tile {number}</source>
        <translation>Tuile {number}</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source>Two classes fit (S)</source>
        <translation>Deux classes (S)</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source>{done} of {count} labelled</source>
        <translation>{done} sur {count} étiquetées</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_form.py"/>
        <source>{first} and …</source>
        <translation>{first} et …</translation>
    </message>
</context>
<context>
    <name>LabellingSession</name>
    <message>
        <location filename="../gui/labelling/labelling_session.py"/>
        <source>The label could not be saved in {layer} ({reason}).</source>
        <translation>L’étiquette n’a pas pu être enregistrée dans {layer} ({reason}).</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_session.py"/>
        <source>{layer} cannot be edited; save it as a GeoPackage and label that.</source>
        <translation>{layer} ne peut pas être modifiée&#xa0;; enregistrez-la en GeoPackage et étiquetez celui-ci.</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_session.py"/>
        <source>{layer} has no column label_{person}; draw it with Sample tiles.</source>
        <translation>{layer} n’a pas de colonne label_{person}&#xa0;; tirez l’échantillon avec «&#xa0;Échantillonner des tuiles&#xa0;».</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_session.py"/>
        <source>{layer} has no tile.</source>
        <translation>{layer} n’a aucune tuile.</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_session.py"/>
        <source>{layer} is being edited; save or discard these edits first.</source>
        <translation>{layer} est en cours de modification&#xa0;; enregistrez ou abandonnez d’abord ces modifications.</translation>
    </message>
    <message>
        <location filename="../gui/labelling/labelling_session.py"/>
        <source>{layer} was drawn from a map of other classes and does not tell them any more; label it in the project or the GeoPackage that it was drawn into.</source>
        <translation>{layer} a été tirée d’une carte qui a d’autres classes et ne les indique plus&#xa0;; étiquetez-la dans le projet ou le GeoPackage où elle a été créée.</translation>
    </message>
</context>
<context>
    <name>MenuActions</name>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Add a product to the map in natural colours: its archive, its metadata file or one of its bands</source>
        <translation>Ajouter un produit à la carte en couleurs naturelles&#xa0;: son archive, son fichier de métadonnées ou l’une de ses bandes</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Choose cell size, model and the confidence below which a tile is uncertain</source>
        <translation>Choisir la taille des mailles, le modèle et la confiance en dessous de laquelle une tuile est incertaine</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Classification Settings…</source>
        <translation>Paramètres de classification…</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Classify Displayed Colours…</source>
        <translation>Classer les couleurs affichées…</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Classify Layer</source>
        <translation>Classer la couche</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Classify Rectangle</source>
        <translation>Classer un rectangle</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Classify Selected Polygons</source>
        <translation>Classer les polygones sélectionnés</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Classify Visible Extent</source>
        <translation>Classer l’emprise visible</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Classify a Place…</source>
        <translation>Classer un lieu…</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Classify the colours that the map displays, as of a base map: less reliable than an image's numbers</source>
        <translation>Classer les couleurs affichées sur la carte, comme celles d’un fond de carte&#xa0;: moins fiable que les nombres d’une image</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Classify the part of the image that the map shows</source>
        <translation>Classer la partie de l’image que la carte montre</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Classify the tiles in the selected polygons of the current layer, and tell what each consists of</source>
        <translation>Classer les tuiles dans les polygones sélectionnés de la couche courante, et donner la composition de chacun</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Classify the whole current raster layer, or the image of the current grid</source>
        <translation>Classer toute la couche raster courante, ou l’image de la grille courante</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Classify with All Options…</source>
        <translation>Classer avec toutes les options…</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Compare the two classified layers of one place that are selected, such as of two dates</source>
        <translation>Comparer les deux couches classées d’un même lieu qui sont sélectionnées, par exemple de deux dates</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Compare…</source>
        <translation>Comparer…</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Diagnostics…</source>
        <translation>Diagnostic…</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Drag a rectangle on the map to classify it, or click a tile to see its probabilities</source>
        <translation>Tracer un rectangle sur la carte pour le classer, ou cliquer sur une tuile pour voir ses probabilités</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Find a Sentinel-2 image of what the map shows in a catalogue on the internet, and classify it</source>
        <translation>Trouver dans un catalogue sur Internet une image Sentinel-2 de ce que montre la carte, et la classer</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Label Tiles…</source>
        <translation>Étiqueter des tuiles…</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Land Cover Histogram</source>
        <translation>Histogramme de l’occupation du sol</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Open Sentinel-2 Product…</source>
        <translation>Ouvrir un produit Sentinel-2…</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Open the dialog of the algorithm, filled in with the current layer and these settings</source>
        <translation>Ouvrir la boîte de dialogue de l’algorithme, remplie avec la couche active et ces paramètres</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Say what the tiles of a sample really are, to learn how right a map is</source>
        <translation>Dire ce que sont vraiment les tuiles d’un échantillon, pour savoir combien une carte est juste</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Show or hide the histogram of the current classified layer</source>
        <translation>Afficher ou masquer l’histogramme de la couche classée active</translation>
    </message>
    <message>
        <location filename="../gui/menu_actions.py"/>
        <source>Show what a bug report needs: versions, model, backend and the last run</source>
        <translation>Afficher ce qu’il faut à un rapport d’anomalie&#xa0;: versions, modèle, moteur et dernière exécution</translation>
    </message>
</context>
<context>
    <name>MessageLine</name>
    <message>
        <location filename="../gui/runs/message_line.py"/>
        <source>EuroSAT Land Cover</source>
        <translation>EuroSAT – Occupation du sol</translation>
    </message>
</context>
<context>
    <name>MessagePage</name>
    <message>
        <location filename="../gui/dock/message_page.py"/>
        <source>Select a classified layer, or draw a rectangle on a Sentinel-2 image.</source>
        <translation>Sélectionnez une couche classée, ou tracez un rectangle sur une image Sentinel-2.</translation>
    </message>
</context>
<context>
    <name>ModelFileField</name>
    <message>
        <location filename="../gui/settings/model_file_field.py"/>
        <source>A network of your own in ONNX, whose classes and colours the map then has, instead of the model</source>
        <translation>Un réseau à vous en ONNX, dont la carte a alors les classes et les couleurs, à la place du modèle</translation>
    </message>
    <message>
        <location filename="../gui/settings/model_file_field.py"/>
        <source>Model File of Your Own</source>
        <translation>Votre propre fichier de modèle</translation>
    </message>
    <message>
        <location filename="../gui/settings/model_file_field.py"/>
        <source>Networks (*.onnx)</source>
        <translation>Réseaux (*.onnx)</translation>
    </message>
    <message>
        <location filename="../gui/settings/model_file_field.py"/>
        <source>none: the model above</source>
        <translation>aucun&#xa0;: le modèle ci-dessus</translation>
    </message>
    <message>
        <location filename="../gui/settings/model_file_field.py"/>
        <source>{count} classes in tiles of {size} × {size} pixels: {classes}</source>
        <translation>{count} classes en tuiles de {size} × {size} pixels&#xa0;: {classes}</translation>
    </message>
</context>
<context>
    <name>OnnxruntimeOffer</name>
    <message>
        <location filename="../gui/settings/onnxruntime_offer.py"/>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_offer.py"/>
        <source>Do not offer this again</source>
        <translation>Ne plus proposer</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_offer.py"/>
        <source>Install</source>
        <translation>Installer</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_offer.py"/>
        <source>Installing onnxruntime; classification works meanwhile.</source>
        <translation>Installation d’onnxruntime&#xa0;; la classification reste possible pendant ce temps.</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_offer.py"/>
        <source>The onnxruntime of QGIS's Python does not work here ({reason}) and is not used. One in the profile would run about twice as fast.</source>
        <translation>L’onnxruntime du Python de QGIS ne fonctionne pas ici ({reason}) et n’est pas utilisé. Un autre, dans le profil, serait environ deux fois plus rapide.</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_offer.py"/>
        <source>Try Again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_offer.py"/>
        <source>its test did not finish</source>
        <translation>son essai ne s’est pas terminé</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_offer.py"/>
        <source>onnxruntime would run about twice as fast.</source>
        <translation>onnxruntime irait environ deux fois plus vite.</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_offer.py"/>
        <source>onnxruntime {version} is installed and will be used from the next classification on. It ran the network {speed} times as fast as numpy here.</source>
        <translation>onnxruntime {version} est installé et servira dès la prochaine classification. Ici, il a exécuté le réseau {speed} fois plus vite que numpy.</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_offer.py"/>
        <source>onnxruntime {version} is installed, but QGIS could not load it ({reason}). Restart QGIS; if that does not help, remove it in Settings, Options, EuroSAT Land Cover.</source>
        <translation>onnxruntime {version} est installé, mais QGIS n’a pas pu le charger ({reason}). Redémarrez QGIS&#xa0;; si cela ne suffit pas, supprimez-le dans Préférences, Options, EuroSAT – Occupation du sol.</translation>
    </message>
</context>
<context>
    <name>OnnxruntimeSettings</name>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>Address of a package index with the simple API, such as your organisation's</source>
        <translation>Adresse d’un index de paquets offrant l’API simple, par exemple celui de votre organisation</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>How to sign in to the package index; pypi.org needs no sign-in</source>
        <translation>Comment s’authentifier auprès de l’index de paquets&#xa0;; pypi.org ne demande rien</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>Install</source>
        <translation>Installer</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>Install from File…</source>
        <translation>Installer depuis un fichier…</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>Install onnxruntime from a File</source>
        <translation>Installer onnxruntime depuis un fichier</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>Installed; it will be used from the next classification on.</source>
        <translation>Installé&#xa0;; il servira dès la prochaine classification.</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>Installs a wheel that was downloaded, for a computer without a connection</source>
        <translation>Installe un paquet wheel déjà téléchargé, pour un ordinateur sans connexion</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>Package index</source>
        <translation>Index de paquets</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>Python wheels (*.whl)</source>
        <translation>Paquets Python wheel (*.whl)</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>QGIS's Python has onnxruntime {version} of its own; nothing needs to be installed.</source>
        <translation>Le Python de QGIS contient déjà onnxruntime {version}&#xa0;; il n’y a rien à installer.</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>Removed.</source>
        <translation>Supprimé.</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>Removed. This QGIS may go on using it until it is closed.</source>
        <translation>Supprimé. QGIS peut continuer à l’utiliser jusqu’à sa fermeture.</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>Removes onnxruntime from the profile; classification goes on with numpy</source>
        <translation>Supprime onnxruntime du profil&#xa0;; la classification continue avec numpy</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>Sign-in</source>
        <translation>Authentification</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>Sign-in to the package index</source>
        <translation>Authentification auprès de l’index de paquets</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>This is not a web address: one begins with https:// or http://.</source>
        <translation>Ce n’est pas une adresse web&#xa0;; elle commence par https:// ou http://.</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>Update</source>
        <translation>Mettre à jour</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>onnxruntime (optional, makes classification faster)</source>
        <translation>onnxruntime (facultatif, accélère la classification)</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>onnxruntime is not installed in the profile.</source>
        <translation>onnxruntime n’est pas installé dans le profil.</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>onnxruntime {version} is installed in the profile. It ran the network {speed} times as fast as numpy here when it was installed.</source>
        <translation>onnxruntime {version} est installé dans le profil. Lors de son installation, il a exécuté le réseau {speed} fois plus vite que numpy sur cet ordinateur.</translation>
    </message>
    <message>
        <location filename="../gui/settings/onnxruntime_settings.py"/>
        <source>onnxruntime {version} is installed, but QGIS closed while it was tried, so it is not used.</source>
        <translation>onnxruntime {version} est installé, mais QGIS s’est fermé pendant son essai&#xa0;; il n’est donc pas utilisé.</translation>
    </message>
</context>
<context>
    <name>OptionsFactory</name>
    <message>
        <location filename="../gui/settings/options_page.py"/>
        <source>EuroSAT Land Cover</source>
        <translation>EuroSAT – Occupation du sol</translation>
    </message>
</context>
<context>
    <name>OptionsForm</name>
    <message>
        <location filename="../gui/settings/options_form.py"/>
        <source>Cell size</source>
        <translation>Taille des mailles</translation>
    </message>
    <message>
        <location filename="../gui/settings/options_form.py"/>
        <source>Class colours</source>
        <translation>Couleurs des classes</translation>
    </message>
    <message>
        <location filename="../gui/settings/options_form.py"/>
        <source>Colours of new layers; existing layers keep theirs</source>
        <translation>Couleurs des nouvelles couches&#xa0;; les couches existantes gardent les leurs</translation>
    </message>
    <message>
        <location filename="../gui/settings/options_form.py"/>
        <source>Confidence below which a tile is uncertain, in percent</source>
        <translation>Confiance en dessous de laquelle une tuile est incertaine, en pour cent</translation>
    </message>
    <message>
        <location filename="../gui/settings/options_form.py"/>
        <source>Inference backend</source>
        <translation>Moteur d’inférence</translation>
    </message>
    <message>
        <location filename="../gui/settings/options_form.py"/>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <location filename="../gui/settings/options_form.py"/>
        <source>Model file of your own</source>
        <translation>Votre propre fichier de modèle</translation>
    </message>
    <message>
        <location filename="../gui/settings/options_form.py"/>
        <source>New classifications</source>
        <translation>Nouvelles classifications</translation>
    </message>
    <message>
        <location filename="../gui/settings/options_form.py"/>
        <source>Opens the part of the user guide about these settings in the browser</source>
        <translation>Ouvre dans le navigateur la partie du guide d’utilisation sur ces paramètres</translation>
    </message>
    <message>
        <location filename="../gui/settings/options_form.py"/>
        <source>Otherwise the model's own threshold counts</source>
        <translation>Sinon, c’est le seuil du modèle qui compte</translation>
    </message>
    <message>
        <location filename="../gui/settings/options_form.py"/>
        <source>The network that classifies; the report of a layer tells which it was</source>
        <translation>Le réseau qui classe&#xa0;; le rapport d’une couche indique lequel c’était</translation>
    </message>
    <message>
        <location filename="../gui/settings/options_form.py"/>
        <source>Uncertain below this confidence</source>
        <translation>Incertaine sous cette confiance</translation>
    </message>
    <message>
        <location filename="../gui/settings/options_form.py"/>
        <source>User guide</source>
        <translation>Guide d’utilisation</translation>
    </message>
    <message>
        <location filename="../gui/settings/options_form.py"/>
        <source>What the network runs with; from the same file both give the same result</source>
        <translation>Ce qui exécute le réseau&#xa0;; à partir du même fichier, les deux donnent le même résultat</translation>
    </message>
    <message>
        <location filename="../gui/settings/options_form.py"/>
        <source>&#xa0;%</source>
        <translation>&#xa0;%</translation>
    </message>
</context>
<context>
    <name>OwnAlgorithm</name>
    <message>
        <location filename="../gui/runs/own_algorithm.py"/>
        <source>The algorithms of the plugin are missing; switch it off and on again in Plugins, Manage and Install Plugins.</source>
        <translation>Les algorithmes de l’extension manquent&#xa0;; désactivez-la puis réactivez-la dans Extensions, Installer/Gérer les extensions.</translation>
    </message>
</context>
<context>
    <name>PlaceDock</name>
    <message>
        <location filename="../gui/places/place_dock.py"/>
        <source>A place of {size}</source>
        <translation>Un lieu de {size}</translation>
    </message>
    <message>
        <location filename="../gui/places/place_dock.py"/>
        <source>Asking {catalogue}…</source>
        <translation>Interrogation de {catalogue}…</translation>
    </message>
    <message>
        <location filename="../gui/places/place_dock.py"/>
        <source>Give the address of the catalogue, such as https://example.org/stac/v1.</source>
        <translation>Donnez l’adresse du catalogue, par exemple https://example.org/stac/v1.</translation>
    </message>
    <message>
        <location filename="../gui/places/place_dock.py"/>
        <source>Images found: {count}</source>
        <translation>Images trouvées&#xa0;: {count}</translation>
    </message>
    <message>
        <location filename="../gui/places/place_dock.py"/>
        <source>Images of a Place</source>
        <translation>Images d’un lieu</translation>
    </message>
    <message>
        <location filename="../gui/places/place_dock.py"/>
        <source>No Sentinel-2 image is open here. Search a catalogue on the internet for one.</source>
        <translation>Aucune image Sentinel-2 n’est ouverte ici. Cherchez-en une dans un catalogue sur Internet.</translation>
    </message>
    <message>
        <location filename="../gui/places/place_dock.py"/>
        <source>No such image: choose a longer period, or allow more cloud.</source>
        <translation>Pas de telle image&#xa0;: choisissez une période plus longue, ou admettez plus de nuages.</translation>
    </message>
    <message>
        <location filename="../gui/places/place_dock.py"/>
        <source>Opening {name}…</source>
        <translation>Ouverture de {name}…</translation>
    </message>
    <message>
        <location filename="../gui/places/place_dock.py"/>
        <source>The map lies where its coordinate system is not defined.</source>
        <translation>La carte se trouve là où son système de coordonnées n’est pas défini.</translation>
    </message>
    <message>
        <location filename="../gui/places/place_dock.py"/>
        <source>Those of {day} that go together show {share} of the place.</source>
        <translation>Celles du {day} qui vont ensemble montrent {share} du lieu.</translation>
    </message>
    <message>
        <location filename="../gui/places/place_dock.py"/>
        <source>{name} was added to the map.</source>
        <translation>{name} a été ajoutée à la carte.</translation>
    </message>
</context>
<context>
    <name>PlaceForm</name>
    <message>
        <location filename="../gui/places/place_form.py"/>
        <source>Add Image</source>
        <translation>Ajouter l’image</translation>
    </message>
    <message>
        <location filename="../gui/places/place_form.py"/>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <location filename="../gui/places/place_form.py"/>
        <source>Another (STAC API)…</source>
        <translation>Un autre (API STAC)…</translation>
    </message>
    <message>
        <location filename="../gui/places/place_form.py"/>
        <source>Catalogue</source>
        <translation>Catalogue</translation>
    </message>
    <message>
        <location filename="../gui/places/place_form.py"/>
        <source>Classify</source>
        <translation>Classer</translation>
    </message>
    <message>
        <location filename="../gui/places/place_form.py"/>
        <source>Cloud at most</source>
        <translation>Nuages au plus</translation>
    </message>
    <message>
        <location filename="../gui/places/place_form.py"/>
        <source>Fetch the pixels of the place, and classify them</source>
        <translation>Télécharger les pixels du lieu et les classer</translation>
    </message>
    <message>
        <location filename="../gui/places/place_form.py"/>
        <source>Last {days} days</source>
        <translation>{days} derniers jours</translation>
    </message>
    <message>
        <location filename="../gui/places/place_form.py"/>
        <source>Period</source>
        <translation>Période</translation>
    </message>
    <message>
        <location filename="../gui/places/place_form.py"/>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <location filename="../gui/places/place_form.py"/>
        <source>Show the image on the map, without classifying it</source>
        <translation>Montrer l’image sur la carte, sans la classer</translation>
    </message>
    <message>
        <location filename="../gui/places/place_form.py"/>
        <source>Sign-in</source>
        <translation>Authentification</translation>
    </message>
    <message>
        <location filename="../gui/places/place_form.py"/>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <location filename="../gui/places/place_form.py"/>
        <source>https://example.org/stac/v1</source>
        <translation>https://example.org/stac/v1</translation>
    </message>
</context>
<context>
    <name>PolygonChoice</name>
    <message>
        <location filename="../gui/runs/polygon_choice.py"/>
        <source>Make a layer of polygons the current one, and select one or several of its polygons.</source>
        <translation>Rendez courante une couche de polygones, et sélectionnez-y un ou plusieurs polygones.</translation>
    </message>
    <message>
        <location filename="../gui/runs/polygon_choice.py"/>
        <source>No polygon of {layer} is selected; select one or several.</source>
        <translation>Aucun polygone de {layer} n’est sélectionné&#xa0;; sélectionnez-en un ou plusieurs.</translation>
    </message>
    <message>
        <location filename="../gui/runs/polygon_choice.py"/>
        <source>The layer {layer} has no coordinate reference system; set it in the layer's properties.</source>
        <translation>La couche {layer} n’a pas de système de coordonnées&#xa0;; définissez-le dans les propriétés de la couche.</translation>
    </message>
    <message>
        <location filename="../gui/runs/polygon_choice.py"/>
        <source>The selected polygons of {layer} are empty; select others.</source>
        <translation>Les polygones sélectionnés de {layer} sont vides&#xa0;; sélectionnez-en d’autres.</translation>
    </message>
</context>
<context>
    <name>ProbabilityBars</name>
    <message>
        <location filename="../gui/tiles/tile_panel.py"/>
        <source>Probabilities of the classes</source>
        <translation>Probabilités des classes</translation>
    </message>
</context>
<context>
    <name>ProductOpener</name>
    <message>
        <location filename="../gui/map/product_opener.py"/>
        <source>All files</source>
        <translation>Tous les fichiers</translation>
    </message>
    <message>
        <location filename="../gui/map/product_opener.py"/>
        <source>EuroSAT Land Cover</source>
        <translation>EuroSAT Land Cover</translation>
    </message>
    <message>
        <location filename="../gui/map/product_opener.py"/>
        <source>Open Sentinel-2 Product</source>
        <translation>Ouvrir un produit Sentinel-2</translation>
    </message>
    <message>
        <location filename="../gui/map/product_opener.py"/>
        <source>Opening {name}</source>
        <translation>Ouverture de {name}</translation>
    </message>
    <message>
        <location filename="../gui/map/product_opener.py"/>
        <source>Sentinel-2 products: archive, metadata or a band</source>
        <translation>Produits Sentinel-2&#xa0;: archive, métadonnées ou une bande</translation>
    </message>
    <message>
        <location filename="../gui/map/product_opener.py"/>
        <source>The product could not be read; download it again.</source>
        <translation>Le produit n’a pas pu être lu&#xa0;; téléchargez-le à nouveau.</translation>
    </message>
</context>
<context>
    <name>ReadingDialog</name>
    <message>
        <location filename="../gui/readings/reading_dialog.py"/>
        <source>Classify Again</source>
        <translation>Classer à nouveau</translation>
    </message>
    <message>
        <location filename="../gui/readings/reading_dialog.py"/>
        <source>Found out</source>
        <translation>Constaté</translation>
    </message>
    <message>
        <location filename="../gui/readings/reading_dialog.py"/>
        <source>How It Is Read</source>
        <translation>Comment l’image est lue</translation>
    </message>
    <message>
        <location filename="../gui/readings/reading_dialog.py"/>
        <source>How It Is Read: {image}</source>
        <translation>Lecture de l’image&#xa0;: {image}</translation>
    </message>
    <message>
        <location filename="../gui/readings/reading_dialog.py"/>
        <source>No other reading fits these numbers.</source>
        <translation>Aucune autre lecture ne convient à ces nombres.</translation>
    </message>
    <message>
        <location filename="../gui/readings/reading_dialog.py"/>
        <source>Other readings</source>
        <translation>Autres lectures</translation>
    </message>
    <message>
        <location filename="../gui/readings/reading_dialog.py"/>
        <source>To be checked</source>
        <translation>À vérifier</translation>
    </message>
    <message>
        <location filename="../gui/readings/reading_dialog.py"/>
        <source>Your choice is remembered with the layer of the image.</source>
        <translation>Votre choix est retenu avec la couche de l’image.</translation>
    </message>
</context>
<context>
    <name>ReadingLine</name>
    <message>
        <location filename="../gui/readings/reading_dialog.py"/>
        <source>Choose how the image is to be read</source>
        <translation>Choisissez comment l’image doit être lue</translation>
    </message>
    <message>
        <location filename="../gui/readings/reading_line.py"/>
        <source>Details…</source>
        <translation>Détails…</translation>
    </message>
    <message>
        <location filename="../gui/readings/reading_dialog.py"/>
        <source>How the image was read</source>
        <translation>Comment l’image a été lue</translation>
    </message>
    <message>
        <location filename="../gui/readings/reading_line.py"/>
        <source>Why the image is read like this, and how else it could be</source>
        <translation>Pourquoi l’image est lue ainsi, et comment elle pourrait l’être autrement</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <location filename="../gui/runs/reports.py"/>
        <source>No program opens {path}; open it in a browser.</source>
        <translation>Aucun programme n’ouvre {path}&#xa0;; ouvrez-le dans un navigateur.</translation>
    </message>
</context>
<context>
    <name>ResultLayer</name>
    <message>
        <location filename="../gui/runs/result_layer.py"/>
        <source>Classes of the selected tiles: {grid}</source>
        <translation>Classes des tuiles sélectionnées&#xa0;: {grid}</translation>
    </message>
    <message>
        <location filename="../gui/runs/result_layer.py"/>
        <source>Classes: {grid}</source>
        <translation>Classes&#xa0;: {grid}</translation>
    </message>
    <message>
        <location filename="../gui/runs/result_layer.py"/>
        <source>Composition of {polygons}, {image}</source>
        <translation>Composition de {polygons}, {image}</translation>
    </message>
    <message>
        <location filename="../gui/runs/result_layer.py"/>
        <source>Land cover of {image}</source>
        <translation>Occupation du sol de {image}</translation>
    </message>
    <message>
        <location filename="../gui/runs/result_layer.py"/>
        <source>Land cover of {image}, {size} m</source>
        <translation>Occupation du sol de {image}, {size}&#xa0;m</translation>
    </message>
</context>
<context>
    <name>ResultSentence</name>
    <message>
        <location filename="../gui/runs/result_sentence.py"/>
        <source>Classified {tiles} of {layer}, none of them for certain; the largest class is {land_cover} ({share}).</source>
        <translation>{layer}&#xa0;: {tiles} classées, aucune avec certitude&#xa0;; la classe la plus étendue est {land_cover} ({share}).</translation>
    </message>
    <message>
        <location filename="../gui/runs/result_sentence.py"/>
        <source>Classified {tiles} of {layer}, {uncertain} uncertain; the largest class is {land_cover} ({share}).</source>
        <translation>{layer}&#xa0;: {tiles} classées, dont {uncertain} incertaines&#xa0;; la classe la plus étendue est {land_cover} ({share}).</translation>
    </message>
    <message>
        <location filename="../gui/runs/result_sentence.py"/>
        <source>Classified {tiles} of {layer}; the largest class is {land_cover} ({share}).</source>
        <translation>Classification de {layer}&#xa0;: {tiles}&#xa0;; classe la plus étendue&#xa0;: {land_cover} ({share}).</translation>
    </message>
</context>
<context>
    <name>RunRow</name>
    <message>
        <location filename="../gui/dock/run_rows.py"/>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <location filename="../gui/dock/run_rows.py"/>
        <source>Cancelling…</source>
        <translation>Annulation…</translation>
    </message>
    <message>
        <location filename="../gui/dock/run_rows.py"/>
        <source>Classifying {layer}, {size}&#xa0;m…</source>
        <translation>Classification de {layer}, {size}&#xa0;m…</translation>
    </message>
    <message>
        <location filename="../gui/dock/run_rows.py"/>
        <source>Classifying {layer}…</source>
        <translation>Classification de {layer}…</translation>
    </message>
    <message>
        <location filename="../gui/dock/run_rows.py"/>
        <source>Click to show the figures of this run</source>
        <translation>Cliquez pour afficher les chiffres de ce traitement</translation>
    </message>
    <message>
        <location filename="../gui/dock/run_rows.py"/>
        <source>Waiting for the first of {tiles}…</source>
        <translation>En attente de la première de {tiles}…</translation>
    </message>
    <message>
        <location filename="../gui/dock/run_rows.py"/>
        <source>Waiting for the first tiles…</source>
        <translation>En attente des premières tuiles…</translation>
    </message>
    <message>
        <location filename="../gui/dock/run_rows.py"/>
        <source>{count} of {tiles}</source>
        <translation>{count} sur {tiles}</translation>
    </message>
    <message>
        <location filename="../gui/dock/run_rows.py"/>
        <source>{time} left</source>
        <translation>encore {time}</translation>
    </message>
</context>
<context>
    <name>SceneFinder</name>
    <message>
        <location filename="../gui/places/scene_finder.py"/>
        <source>Fetching a thumbnail</source>
        <translation>Téléchargement d’un aperçu</translation>
    </message>
    <message>
        <location filename="../gui/places/scene_finder.py"/>
        <source>Looking at clouds</source>
        <translation>Examen des nuages</translation>
    </message>
    <message>
        <location filename="../gui/places/scene_finder.py"/>
        <source>Opening {name}</source>
        <translation>Ouverture de {name}</translation>
    </message>
    <message>
        <location filename="../gui/places/scene_finder.py"/>
        <source>Searching images</source>
        <translation>Recherche d’images</translation>
    </message>
    <message>
        <location filename="../gui/places/scene_finder.py"/>
        <source>The catalogue gave no answer that can be read; try again later.</source>
        <translation>Le catalogue n’a pas donné de réponse lisible&#xa0;; réessayez plus tard.</translation>
    </message>
</context>
<context>
    <name>SceneList</name>
    <message>
        <location filename="../gui/places/scene_list.py"/>
        <source>Cloud</source>
        <translation>Nuages</translation>
    </message>
    <message>
        <location filename="../gui/places/scene_list.py"/>
        <source>Cloud here</source>
        <translation>Nuages ici</translation>
    </message>
    <message>
        <location filename="../gui/places/scene_list.py"/>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <location filename="../gui/places/scene_list.py"/>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <location filename="../gui/places/scene_list.py"/>
        <source>Percentage of the place under cloud or its shadow</source>
        <translation>Pourcentage du lieu sous les nuages ou leur ombre</translation>
    </message>
    <message>
        <location filename="../gui/places/scene_list.py"/>
        <source>Percentage of the whole scene under cloud</source>
        <translation>Pourcentage de la scène entière sous les nuages</translation>
    </message>
    <message>
        <location filename="../gui/places/scene_list.py"/>
        <source>{share} of the place</source>
        <translation>{share} du lieu</translation>
    </message>
</context>
<context>
    <name>SelectionRow</name>
    <message>
        <location filename="../gui/dock/selection_row.py"/>
        <source>Deselect</source>
        <translation>Désélectionner</translation>
    </message>
    <message>
        <location filename="../gui/dock/selection_row.py"/>
        <source>Deselect all tiles of this layer</source>
        <translation>Désélectionner toutes les tuiles de cette couche</translation>
    </message>
    <message>
        <location filename="../gui/dock/selection_row.py"/>
        <source>Only the selection: {tiles}.</source>
        <translation>Sélection seulement&#xa0;: {tiles}.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <location filename="../gui/settings/settings_dialog.py"/>
        <source>&amp;Cell size</source>
        <translation>&amp;Taille des mailles</translation>
    </message>
    <message>
        <location filename="../gui/settings/settings_dialog.py"/>
        <source>&amp;Model</source>
        <translation>&amp;Modèle</translation>
    </message>
    <message>
        <location filename="../gui/settings/settings_dialog.py"/>
        <source>&amp;Uncertain below this confidence</source>
        <translation>&amp;Incertaine sous cette confiance</translation>
    </message>
    <message>
        <location filename="../gui/settings/settings_dialog.py"/>
        <source>Classification Settings</source>
        <translation>Paramètres de classification</translation>
    </message>
    <message>
        <location filename="../gui/settings/settings_dialog.py"/>
        <source>Model &amp;file of your own</source>
        <translation>Votre propre &amp;fichier de modèle</translation>
    </message>
    <message>
        <location filename="../gui/settings/settings_dialog.py"/>
        <source>The network that classifies; the report of a layer tells which it was</source>
        <translation>Le réseau qui classe&#xa0;; le rapport d’une couche indique lequel c’était</translation>
    </message>
    <message>
        <location filename="../gui/settings/settings_dialog.py"/>
        <source>Tiles of lower confidence are flagged as uncertain</source>
        <translation>Les tuiles de confiance inférieure reçoivent la marque uncertain</translation>
    </message>
    <message>
        <location filename="../gui/settings/settings_dialog.py"/>
        <source>the model's own</source>
        <translation>celle du modèle</translation>
    </message>
</context>
<context>
    <name>TilePanel</name>
    <message>
        <location filename="../gui/tiles/tile_panel.py"/>
        <source>Bright: cloud, snow or sand?</source>
        <translation>Trop claire&#xa0;: nuage, neige ou sable&#xa0;?</translation>
    </message>
    <message>
        <location filename="../gui/tiles/tile_panel.py"/>
        <source>Classifying…</source>
        <translation>Classification…</translation>
    </message>
    <message>
        <location filename="../gui/tiles/tile_panel.py"/>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <location filename="../gui/tiles/tile_panel.py"/>
        <source>Implausible: near infrared or SCL says otherwise</source>
        <translation>Peu plausible&#xa0;: le proche infrarouge ou SCL dit autre chose</translation>
    </message>
    <message>
        <location filename="../gui/tiles/tile_panel.py"/>
        <source>Not classified</source>
        <translation>Non classée</translation>
    </message>
    <message>
        <location filename="../gui/tiles/tile_panel.py"/>
        <source>Probabilities of a tile</source>
        <translation>Probabilités d’une tuile</translation>
    </message>
    <message>
        <location filename="../gui/tiles/tile_panel.py"/>
        <source>Too few valid pixels</source>
        <translation>Trop peu de pixels valides</translation>
    </message>
    <message>
        <location filename="../gui/tiles/tile_panel.py"/>
        <source>Uncertain: the confidence is low</source>
        <translation>Incertaine&#xa0;: la confiance est faible</translation>
    </message>
    <message>
        <location filename="../gui/tiles/tile_panel.py"/>
        <source>Unfamiliar: unlike the training data</source>
        <translation>Inhabituelle&#xa0;: ne ressemble pas aux données d’apprentissage</translation>
    </message>
</context>
<context>
    <name>TilePlan</name>
    <message>
        <location filename="../gui/runs/tile_plan.py"/>
        <source>about {time}</source>
        <translation>environ {time}</translation>
    </message>
</context>
<context>
    <name>TilePlanner</name>
    <message>
        <location filename="../gui/runs/tile_planner.py"/>
        <source>No Sentinel-2 image lies under the selected polygons; open one, and show it on the map.</source>
        <translation>Aucune image Sentinel-2 ne se trouve sous les polygones sélectionnés&#xa0;; ouvrez-en une, et affichez-la sur la carte.</translation>
    </message>
    <message>
        <location filename="../gui/runs/tile_planner.py"/>
        <source>The map shows no image and no base map: there are no colours of the ground to classify.</source>
        <translation>La carte ne montre ni image ni fond de carte&#xa0;: il n’y a pas de couleurs du sol à classer.</translation>
    </message>
    <message>
        <location filename="../gui/runs/tile_planner.py"/>
        <source>The selected polygons lie where the coordinate system of the map is not defined.</source>
        <translation>Les polygones sélectionnés se trouvent là où le système de coordonnées de la carte n’est pas défini.</translation>
    </message>
    <message>
        <location filename="../gui/runs/tile_planner.py"/>
        <source>{layer} does not reach this place; draw the rectangle over it.</source>
        <translation>{layer} ne s’étend pas jusqu’ici&#xa0;; tracez le rectangle dessus.</translation>
    </message>
</context>
<context>
    <name>TimeLine</name>
    <message>
        <location filename="../gui/places/time_line.py"/>
        <source>Images along the days: the higher, the clearer</source>
        <translation>Images au fil des jours&#xa0;: plus c’est haut, plus c’est clair</translation>
    </message>
</context>
<context>
    <name>WorkBar</name>
    <message>
        <location filename="../gui/dock/work_bar.py"/>
        <source>Reading the tiles…</source>
        <translation>Lecture des tuiles…</translation>
    </message>
    <message>
        <location filename="../gui/dock/work_bar.py"/>
        <source>Reading {tiles}…</source>
        <translation>Lecture de {tiles}…</translation>
    </message>
</context>
</TS>
