"""Invented people for the third corpus: as in the second, with other names, full middle names, two family names, and other streets."""

from second_corpus_people import PLACES, STATE_NAME, People

GIVEN = {"F": ("Abigail Hannah Madison Olivia Sophia Isabella Charlotte Amelia Evelyn Penelope Gloria Martha Frances Judith Rosa Carmen Lourdes "
               "Esperanza Milagros Noemí Yolanda Mirta Anabel Latoya Tamika Keisha Shanice Imani Bridget Colleen Maureen Deirdre Rosalie "
               "Antoinette Josephine Lucille Bernadette Marguerite Winifred Edna Mildred Gertrude Eun-Ji Haruka Jia Linh Huong Anjali Meera "
               "Shreya Farah Nour Yasmin Samira Zofia Magdalena Renée Halyna Iryna Vasiliki Despina Rosaria Carmela Assunta Adelaide "
               "Mirlande Guerline Aminata Fatou Abena Efua Tessa Paige Brooke Autumn Faith Hope Joy Grace").split(),
         "M": ("Ethan Noah Liam Mason Logan Lucas Elijah Owen Caleb Isaac Nathan Walter Harold Eugene Ralph Albert Louis Howard Ernest Clarence "
               "Leroy Marvin Vernon Jorge Ramón Rafael Ignacio Joaquín Ulises Efraín Wilfredo Jermaine Darnell Terrell Marquis Andre "
               "Brendan Declan Desmond Liam Rocco Carmine Vito Dominic Luigi Björn Tadeusz Bogdan Taras Mykola Spiros Dimitrios Anh "
               "Tuan Long Jin-Woo Kenji Takeshi Ravi Anand Suresh Karim Hamza Ibrahim Khalid Ousmane Kwabena Yaw Ricardo Evans Jean-Claude "
               "Emmanuel Woodson Chase Hunter Grant Dean Miles Drew Glenn Roy").split()}
FAMILY = ("Anderson Bennett Coleman Diaz Edwards Foster Gray Hughes Henderson Jenkins Kelly Long Murphy Myers Ortiz Patterson Price Reed Ross "
          "Russell Sanders Simmons Stewart Sullivan Turner Ward Watson Wood Ramos Reyes Cruz Gomez Morales Gutierrez Chavez Ruiz Mendoza Vargas "
          "Castro Medina Fernandez Muñoz Peña Núñez Ibáñez Santiago Maldonado Cordero Acevedo Colon Vázquez Rosario Burgos Alicea Quiñones "
          "O'Brien O'Neill McCarthy McDermott MacLeod Fitzgerald Gallagher Doherty Russo Ferraro Bianchi Marino Caruso DiMaggio LaRosa DeMarco "
          "Kowalski Zielinski Wojcik Kozlowski Dombrowski Bondarenko Melnyk Petrenko Kostopoulos Economou Le Vo Dang Bui Ngo Ly Singh Kaur Gupta "
          "Reddy Nair Khan Ahmed Rahman Hussain Saleh Aziz Diallo Traore Boateng Asante Joseph Charles Francois Etienne Cadet Saint-Louis "
          "Henriquez-Soto Lopez-Rivera Kline-Barrow Young-Price Wells Booker Winters Summers Day Field Bishop Pope Knight Bush Golden Love "
          "Frost Wolfe Fox Lamb Parks Hightower Underwood Blackwell Armstrong Birdsong Lightfoot").split()
NICK = {"Abigail": "Abby", "Madison": "Maddie", "Isabella": "Bella", "Penelope": "Penny", "Judith": "Judy", "Frances": "Fran",
        "Josephine": "Jo", "Lucas": "Luke", "Nathan": "Nate", "Walter": "Walt", "Harold": "Harry", "Eugene": "Gene", "Albert": "Al",
        "Louis": "Lou", "Ernest": "Ernie", "Rafael": "Rafa", "Ignacio": "Nacho", "Dominic": "Dom", "Magdalena": "Magda",
        "Charlotte": "Charlie", "Gertrude": "Trudy", "Winifred": "Winnie", "Margaret": "Peggy", "Elijah": "Eli", "Evelyn": "Evie"}
STREETS = ("Washington Main Broad Grand Jefferson Hawthorne Sycamore Magnolia Dogwood Laurel Bayberry Juniper Quarry Ferry Wharf Depot Canal "
           "Turnpike Meadow Ridge Hillside Valley Fairview Clinton Monroe Jackson Adams Crescent Beacon Tremont Wolcott Sherwood").split()
KINDS = "St Street Ave Avenue Rd Road Dr Drive Ln Lane Ct Court Blvd Boulevard Pl Place Ter Cir Circle Way Pkwy Hwy Row Sq".split()
DOMAINS = ("northport.example", "mailhub.example.com", "fastpost.example.net", "homebox.example.org", "students.example.edu")


class People3(People):
    def street(self):
        r, k = self.r, self.r.random()
        if k < .05:
            street, apt = r.choice(["P.O. Box {}", "PO Box {}", "P O Box {}"]).format(r.randint(11, 9899)), ""
        elif k < .12:
            n = r.randint(2, 89)
            tail = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
            street, apt = f"{r.randint(1, 999)} {r.choice(['', 'E ', 'W ', 'North '])}{n}{tail} {r.choice(['St', 'Street', 'Ave'])}", ""
        elif k < .16:
            street, apt = f"{r.randint(10, 9999)} {r.choice(['State Route', 'US Highway', 'County Road', 'Route'])} {r.randint(2, 210)}", ""
        else:
            street = f"{r.randint(1, 2999)}{r.choice(['', '', '', '', '', 'A', '-B', ' 1/2'])} {r.choice(['', '', '', 'Old ', 'E ', 'S. ', 'NW '])}{r.choice(STREETS)} {r.choice(KINDS)}"
            apt = ""
        if not apt and not street.startswith("P") and r.random() < .3:
            apt = r.choice([f"Apt {r.randint(1, 30)}", f"Apt. {r.randint(1, 9)}-{r.choice('ABCD')}", f"Unit {r.choice('ABCDEF')}", f"Ste {r.randint(100, 400)}",
                            f"# {r.randint(1, 99)}", "2nd Floor", "Bldg 3 Apt 12", f"Lot {r.randint(1, 60)}", "Rear"])
        return street, apt

    def one(self, like=None):
        r = self.r
        if like is None and self.all and r.random() < .02:  # somebody else of the same name
            old = r.choice(self.all)
            p = super().one()
            p.given, p.family, p.sex, p.middle = old.given, old.family, old.sex, r.choice("ABDEGHKLMNPRSTW")
        else:
            p = super().one(like)
            p.given = r.choice(GIVEN[p.sex])
            if like is None:
                p.family = r.choice(FAMILY)
                k = r.random()
                if k < .04:
                    p.family = r.choice("Garcia Rivera Torres Ortiz Vargas Mendoza".split()) + " " + r.choice("Cruz Soto Vega Rojas Pagan Leon".split())
                elif k < .06:
                    p.family = r.choice(["De La Rosa", "Van Dyke", "St. Pierre", "Von Hagen", "La Torre", "Del Valle"])
            if p.middle and r.random() < .3:
                p.middle = r.choice(GIVEN[p.sex][:30])
        p.nick = NICK.get(p.given, "")
        if p.maiden:
            p.maiden = r.choice(FAMILY)
        plain = "".join(c for c in (p.given + r.choice([".", "_", "-", ""]) + p.family).lower().translate(
            str.maketrans("áéíóúñö", "aeiouno")) if c.isascii() and (c.isalnum() or c in "._-"))
        p.email = f"{plain}{r.choice(['', str(r.randint(1, 99))])}@{r.choice(DOMAINS)}"
        while p.email in self.used:
            p.email = f"{plain}{r.randint(100, 99999)}@{r.choice(DOMAINS)}"
        self.used.add(p.email)
        first = p.given[0].lower() if p.given[0].isascii() else "x"
        p.user = self.fresh(lambda: first + "".join(c for c in p.family.lower() if c.isascii() and c.isalpha()) + str(r.randint(1, 999)))
        p.password = self.fresh(lambda: r.choice(["Bluebird", "Northport", "winter", "Passw0rd", "GoBears", "iLoveMilo", "Camaro", "starfish", "Trustno"]) + self.digits(r.choice([2, 4])) +
                                r.choice(["!", "$", "@", "%", "", "&", "=", "#"]))
        return p


__all__ = ["People3", "PLACES", "STATE_NAME"]
