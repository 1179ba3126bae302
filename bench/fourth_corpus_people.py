"""Invented people for the fourth corpus: other names again, some who live abroad, and namesakes of the same birthday in other towns."""

from second_corpus_people import LICENCE, PLACES, STATE_NAME, People

GIVEN = {"F": ("Adriana Alondra Althea Amina Anneliese Ashanti Audra Bianca Birgit Blanca Brigitte Brynn Callie Camille Candace Carlotta Cecilia Chanel "
               "Claudette Corinne Daniela Daphne Delphine Devika Dorothea Edith Elena Elise Eloise Emilia Estelle Eunice Fernanda Flora Genevieve Georgina Greta "
               "Harriet Hazel Henrietta Hilda Ilse Ingrid Irene Ivana Jacinta Jasmine Jocelyn Kalpana Kamala Kerry Kirsten Leticia Lorena Lucia Lydia Mabel "
               "Maeve Manuela Marcela Marlene Matilda Maya Mei-Ling Mireille Monique Nadia Naomi Natalia Nicolette Noelle Nora Odette Opal Pearl Petra Phyllis "
               "Priscilla Ramona Raquel Rhonda Roberta Rosalind Ruby Sabrina Saoirse Selena Serena Shirley Silvia Simone Sonia Stella Sushila Sylvie Teresa "
               "Thelma Trinity Ursula Valentina Vanessa Vera Violet Viviana Wanda Wilhelmina Xenia Yasemin Yvette Zahra Zoe").split(),
         "M": ("Abraham Adrian Alan Alberto Alfonso Alvin Amir Angelo Anton Armando Arnold Arturo August Barry Bernard Blake Bradley Bruce Bruno Byron Calvin "
               "Carlos Cedric Cesar Chester Claude Clifford Clinton Curtis Cyrus Damian Darius Dale Dante Demetrius Derek Dexter Diego Dwayne Earl Edgar Edmund "
               "Eduardo Elliot Emilio Enrique Ernesto Fabian Felipe Felix Fernando Floyd Francis Franklin Gabriel Gerald Gilbert Gordon Guillermo Gustavo Hamid "
               "Harvey Hassan Henry Herbert Herman Horace Hugo Ian Irving Ismael Ivan Jamal Jarrod Javier Jerome Joel Julian Julio Keith Kelvin Kurt Lance Lars "
               "Leonard Leonardo Leon Lester Lloyd Lorenzo Luther Manuel Marco Marcus Mario Maurice Maxwell Melvin Miguel Mitchell Morris Nelson Neil Norman "
               "Oliver Omar Oscar Otto Pablo Pedro Perry Philip Preston Quentin Ramiro Randolph Raul Reginald Rene Rodney Roland Roman Roosevelt Ruben Rudolph "
               "Russell Sebastian Sergio Seth Sidney Simon Stanley Stuart Sven Theodore Tobias Tomas Trevor Vicente Victor Vincent Wallace Warren Wesley "
               "Wilbur Winston Xavier Zachary").split()}
FAMILY = ("Abbott Ackerman Aguilar Alvarado Andrade Arroyo Atkinson Avila Bailey Baldwin Ballard Barrera Barrett Bauer Beltran Benson Bergstrom Blair "
          "Blanchard Bonilla Bowen Boyle Bradford Brandt Briggs Bryant Buchanan Burke Caballero Cabrera Calderon Callahan Cardenas Carmichael Carrillo Cervantes "
          "Chandler Christensen Chung Cisneros Cohen Contreras Cooper Cortez Crawford Cunningham Dalton Daniels Davenport Delaney Dillon Dominguez Donovan Doyle "
          "Duarte Dudley Duran Eriksson Escobar Espinoza Farrell Feldman Ferguson Finch Fischer Fletcher Flynn Friedman Fuentes Gallegos Galvan Garner Gibson "
          "Goldberg Goodwin Greenberg Griffin Guerrero Hahn Hale Hansen Hardy Harrington Hayes Hendrix Herrera Hoang Hoffman Holloway Horvath Huber Hurley Ishikawa "
          "Jacobs Jensen Juarez Kaplan Katz Keller Kennedy Kimura Klein Kowalski Kramer Lambert Lang Larsen Leblanc Levine Lindqvist Lombardi Lozano Lund Macias Maher "
          "Manning Marquez Massey McBride McCormick McKenna Meier Mejia Mercado Meyer Molina Monaghan Montoya Moran Moreno Moretti Mulligan Nakamura Navarro "
          "Newman Nichols Norton Novak O'Connell O'Dowd O'Reilly Obi Ochoa Okafor Olson Orozco Osei Pacheco Padilla Palmer Paredes Park-Lowe Pereira Petersen Pham "
          "Pineda Porter Powers Quinn Ramsey Rao Rasmussen Richter Riley Rinaldi Rocha Romero Rosenberg Rossi Rowe Salazar Salinas Sandoval Santos Schmidt "
          "Schneider Schultz Schwartz Serrano Sheehan Silva Sloan Solis Sorensen Steele Suarez Suzuki Sweeney Tanner Tapia Tate Thornton Tierney Trujillo Tucker "
          "Valdez Valencia Vance Vasquez Vaughn Velasquez Vogel Wagner Walsh Watanabe Weaver Weber Weiss Whitaker Wilcox Wilkins Winslow Wolff Wyatt Yamada Yates "
          "Zapata Zeller Zimmerman Christian Lane Parish Price Forest Major Sharp English French Shields Porter Marshall Chase Bond").split()
NICK = {"Theodore": "Ted", "Philip": "Phil", "Vincent": "Vinny", "Victor": "Vic", "Leonard": "Len", "Gerald": "Jerry", "Gilbert": "Gil", "Stanley": "Stan",
        "Zachary": "Zach", "Maxwell": "Max", "Russell": "Russ", "Mitchell": "Mitch", "Abraham": "Abe", "Franklin": "Frank", "Eduardo": "Eddie",
        "Guillermo": "Memo", "Roberta": "Bobbie", "Henrietta": "Etta", "Priscilla": "Cilla", "Vanessa": "Nessa", "Genevieve": "Gen", "Candace": "Candy",
        "Teresa": "Terri", "Phyllis": "Phyl", "Jocelyn": "Joss", "Harriet": "Hattie", "Wilhelmina": "Mina", "Dorothea": "Dot", "Bradley": "Brad"}
STREETS = ("Alden Ashland Atlantic Belmont Brookfield Cambridge Carriage Charter Clearview Cobblestone Colonial Columbus Cypress Danforth Eastwood Edgewood "
           "Forest Garfield Glenwood Greenwich Hampton Holly Ivy Kensington Lakeview Linden Locust Longview Marlborough Norwood Oak Overlook Palmer Pine Pond "
           "Queens Ridgefield Rockland Shelburne Stonebridge Thornhill Union Vine Westfield Wilton Windsor Woodland York").split()
KINDS = "Street St Avenue Ave Road Rd Drive Dr Lane Ln Court Ct Terrace Ter Place Pl Circle Cir Way Trail Trl Square Extension".split()
DOMAINS = ("millbrook.example", "westbay.example.com", "quickmail.example.net", "families.example.org", "letterbox.example")
# (street, city line, country, telephone)
ABROAD = (("{n} Rue Saint-Denis", "Montréal QC H2X 3K8", "Canada", "+1 514 555 {t}"), ("{n} Bloor St W", "Toronto ON M5S 1M8", "Canada", "+1 416 555 {t}"),
          ("{n} Kingsway Rd", "Leeds LS2 9JT", "United Kingdom", "+44 113 496 {t}"), ("Lindenstraße {n}", "50674 Köln", "Germany", "+49 221 555 {t}"),
          ("Calle Hidalgo {n}", "44100 Guadalajara, Jal.", "Mexico", "+52 33 5550 {t}"), ("{n} Rua Augusta", "01305-000 São Paulo", "Brazil", "+55 11 5555 {t}"))


class People4(People):
    def street(self):
        r = self.r
        if r.random() < .05:
            return f"PO Box {r.randint(10, 9999)}", ""
        lead = r.choice(["", "", "", "", "N ", "East ", "SW ", "Upper "])
        apt = r.choice(["", "", "", "", f"Apt {r.randint(1, 60)}", f"Apt {r.choice('ABCDEFG')}", f"Unit {r.randint(1, 24)}", f"#{r.randint(1, 12)}{r.choice('ABC')}", f"Ste {r.randint(2, 40)}"])
        return f"{r.randint(2, 1999)} {lead}{r.choice(STREETS)} {r.choice(KINDS)}", apt

    def one(self, like=None):
        r = self.r
        p = super().one(like)
        p.given = r.choice(GIVEN[p.sex])
        if like is None:
            p.family = r.choice(FAMILY)
            if r.random() < .05:
                p.family = r.choice(["de la Vega", "Van Houten", "Mac Leod", "Ben Ami", "Del Rio", "O Sullivan", "Garza Leal", "Vega Luna"])
        p.nick = NICK.get(p.given, "")
        if p.maiden:
            p.maiden = r.choice(FAMILY)
        if p.middle and r.random() < .35:
            p.middle = r.choice(GIVEN[p.sex])
        if like is None and self.all and r.random() < .02:  # a namesake elsewhere
            old = r.choice(self.all)
            p.given, p.family, p.sex, p.middle, p.suffix = old.given, old.family, old.sex, "", ""
        p.abroad = None
        if like is None and r.random() < .03:
            p.abroad = r.choice(ABROAD)
            p.street, p.apt, p.city, p.state, p.zip = p.abroad[0].format(n=r.randint(3, 300)), "", p.abroad[1], "", ""
        elif like is not None:
            p.abroad = like.abroad
        plain = "".join(c for c in (p.given[:r.choice([1, 20])] + r.choice([".", "_", ""]) + p.family).lower() if c.isascii() and (c.isalnum() or c in "._-"))
        p.email = self.fresh(lambda: f"{plain}{r.choice(['', r.randint(1, 99), r.randint(1950, 2005)])}@{r.choice(DOMAINS)}" if r.random() < .9 else f"{plain}{r.randint(100, 99999)}@{r.choice(DOMAINS)}")
        p.user = self.fresh(lambda: "".join(c for c in p.family.lower() if c.isascii() and c.isalpha())[:7] + p.given[0].lower() + str(r.randint(1, 99)))
        p.password = self.fresh(lambda: r.choice(["Harvest", "Snowfall", "Redwings", "monkey", "Pa55word", "Tigerlily", "Chevy", "Fluffy", "corvette"]) + self.digits(r.choice([2, 3, 4])) + r.choice(["!", "?", "*", "", "#", "_x"]))
        p.no = str(r.randint(100000, 999999))
        return p


__all__ = ["ABROAD", "LICENCE", "PLACES", "People4", "STATE_NAME"]
