"""First names that people of France bear most (Insee, fichier des prénoms), and those of Brittany; without accents.

Words that name something else as often are left out: « rose », « france », « victoire », « aube ».
"""

from __future__ import annotations

_LISTE = """
    adele adeline adrien agathe agnes aicha alain alan albane albert alexandra alexandre alexia alexis ali alice
    alicia aline alix alizee alwena amandine ambre amelie amina amine amira anael anais andre andrea andree angele
    angelique anissa anita ann anna annabelle anne annick annie anouk anthony antoine antonin antony apolline ariane
    arlette armand armel armelle arnaud arthur arzel aude audrey auguste augustin aurelie aurelien aurore awen axel
    axelle aymeric azilis baptiste barbara bastien beatrice benedicte benjamin benoit berenice bernadette bernard
    berthe bertrand bilal blandine bleuenn boris brahim brendan brice brieg brieuc brigitte bruno camille carine
    carole caroline cassandra catherine cathy cecile cedric celia celine chantal charlene charles charline charlotte
    chloe christelle christian christiane christine christophe claire clara clarisse claude claudette claudie
    claudine clea clemence clement clementine clotilde colette coline colombe corentin corinne cyrielle cyril
    cyrille daisy damien daniel daniele danielle danny david deborah delphine denez denis denise diane didier diego
    dimitri djamel dominique donatien dorian dorothee dylan edith edmond edouard edwige elea eleonore eliane elie
    eliette elina eliot elisa elisabeth elise elodie eloise elsa elwenn emeline emeric emile emilie emilien emily
    emma emmanuel emmanuelle enora enzo eric erika erwan erwann esteban estelle esther ethan etienne eugene eugenie
    eva evan eve evelyne ewen fabian fabien fabienne fabrice fanch fanny farid fatiha fatima fatma faustine felicie
    felicien felix fernand fernande firmin flavie flavien flora florence florent florian floriane francine francis
    franck francois francoise frank fred frederic frederique gabin gabriel gabriela gabrielle gael gaelig gaelle
    gaetan gaston gaultier gauthier gautier genevieve geoffrey geoffroy george georges georgette gerald geraldine
    gerard germaine ghislain ghislaine gilbert gilberte gildas gilles ginette gisele glen goulven gregoire gregory
    guenael guenaelle guenole guilhem guillaume gurvan gustave guy gwen gwenael gwenaelle gwendal gwendoline gwenn
    gwenola habib hakim hamid hassan helene heloise henri henriette herve hubert hugo hugues ibrahim ines ingrid
    irene iris isabelle ismael iwan jacky jacqueline jacques jade jamel jasmine jean jeanine jeanne jeannette
    jeannine jennifer jeremie jeremy jerome jessica jimmy joachim joao joel joelle joffrey johan johann johanna
    johnny jonas jonathan jordan joris jose josee joseph josephine josette joshua josiane josselin judicael judith
    jules julia julian juliane julie julien juliette justin justine kader kamel karim karima karin karine karl
    kateline katell kathleen katia kelly kenan kenza kevin khaled kilian killian kristell laetitia lana lara laure
    laureen laurence laurent lauriane laurine lea leila lena lenaig leo leon leonie leopold leslie lila lilian
    liliane lilou lina linda lionel lisa lise loan lohan loic loick lola lomig lorenzo loriane lou louane loubna
    louis louisa louise louka lubin luc lucas lucette lucie lucien lucienne ludivine ludovic lukas lydia lydie
    madeleine madeline mael maela maelan maelis maelle maelys maeva magali maia maina malik malika malo manel manon
    manuel marc marcel marcelle marcelline margaux margot marguerite maria mariam marianne marie marielle marilyn
    marina marine mario marion marius marjolaine marjorie marthe martial martin martine marvin maryline maryse
    maryvonne mathias mathieu mathilde mathis mathurin matthieu maud maude maurice mauricette max maxence maxime
    maxine mehdi melanie melissa melody meven michael michel michele micheline michelle mickael miguel milan
    mireille mohamed mohammed moise mona monique morgan morgane morvan mourad muriel myriam nabil nadege nadia
    nadine naima nathalie nathan nelly nicolas nicole nina nino noa noam noe noel noella noemie nolan nolwen nolwenn
    nora nouria oceane odette odile olga olive olivia olivier omar oriane oscar owen pablo pascal pascale patrice
    patricia patrick paul paula paule paulette pauline pedro perig perrine philibert philippe pierre pierrette
    pierrick prisca quentin rachel rachid raoul raphael raphaelle raymond raymonde rebecca regine regis reine remi
    remy renaud rene renee ricardo richard robert roberte robin rodolphe rodrigue roger roland rolande romain roman
    romane romaric romeo romuald ronan rosalie roselyne rozenn ruben ryan sabine sabrina sacha said salome samia
    samir samuel samy sandra sandrine sandy sarah sebastien segolene selma serge severine sezni sharon simeon simon
    simone sixtine sofia sofiane soizic solange solen solene solenn sonia sophie stanislas stella stephane stephanie
    steven suzanne suzette suzie sylvain sylvaine sylvette sylvia sylviane sylvie tangi tanguy tatiana tessa thais
    thea theo theodore theophile therese thibaud thibault thibaut thierry thomas tifenn timeo timothee tino titouan
    tom tony toussaint tristan tudi tugdual ulysse ursule valentin valentine valerie vanessa vefa veronique victor
    vincent virgile virginie viviane vivien wahiba walid wendy wilfried william xavier yael yaelle yanis yann
    yannick yannig yasmina yasmine yassine yohan yohann yolande youen youenn youna youssef yvan yves yvette yvon
    yvonne zacharie zelie zoe
"""
PRENOMS = frozenset(_LISTE.split())
